-- The admins of an office are counted from an index alone: a corporation of 300,000 has thousands, and every first frame
-- and every page of users asks.
DROP INDEX users_admin;
CREATE INDEX users_admin ON users (office, released_on, closed_on, admin_since, voided)
    WHERE admin_since IS NOT NULL AND voided = 0;
