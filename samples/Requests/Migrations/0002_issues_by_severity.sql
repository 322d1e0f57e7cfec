-- The maintenance team looks for what is critical; without this, each look read all issues there ever were.
create index on technical_issue (severity, created_at desc, id desc);
