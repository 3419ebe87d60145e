/* The floor: writes the answers of a file to the terminal, the first at once, the next for every read.
 *
 * A record is its length as text, a newline, and the bytes. Nothing can answer a key sooner. */
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static void answer(FILE *answers) {
    size_t length;
    if (fscanf(answers, "%zu", &length) != 1 || fgetc(answers) != '\n') exit(0);
    char *bytes = malloc(length + 1);
    if (!bytes || fread(bytes, 1, length, answers) != length) exit(1);
    for (size_t done = 0; done < length;) {
        ssize_t count = write(STDOUT_FILENO, bytes + done, length - done);
        if (count < 0) exit(1);
        done += (size_t)count;
    }
    free(bytes);
}

int main(int argc, char **argv) {
    struct termios raw;
    FILE *answers = argc == 2 ? fopen(argv[1], "rb") : NULL;
    char keys[4096];
    if (!answers || tcgetattr(STDIN_FILENO, &raw)) return 1;
    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    answer(answers);
    while (read(STDIN_FILENO, keys, sizeof keys) > 0) answer(answers);
    return 0;
}
