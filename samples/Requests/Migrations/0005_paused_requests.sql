-- Since when work on a request is paused because its customer is suspended.
alter table request add column paused_at timestamptz;

-- Those that are to be resumed: few of many.
create index on request (customer_id) where paused_at is not null;
