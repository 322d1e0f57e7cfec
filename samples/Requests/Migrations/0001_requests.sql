-- How many open requests a customer may have, and has. A row comes with the customer's first request.
create table customer_account (
    customer_id text collate "C" primary key,
    max_open    int not null check (max_open >= 0),
    open_count  int not null check (open_count >= 0)
);

create table request (
    id            uuid primary key,
    customer_id   text collate "C" not null,
    title         text not null,
    description   text not null,
    status        text not null check (status in ('submitted', 'attending', 'escalated', 'resolved', 'rejected')),
    priority      text not null check (priority in ('low', 'normal', 'high', 'urgent')),
    submitted_by  text not null,
    submitted_at  timestamptz not null,
    assignee      text,
    closed_at     timestamptz,
    comment_count int not null default 0,
    updated_at    timestamptz not null,
    version       bigint not null default 1,
    search        tsvector not null generated always as (
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')) stored,
    unique (customer_id, id),
    check ((closed_at is not null) = (status in ('resolved', 'rejected')))
);

-- A customer's people: each order that ListRequests offers, and the filters that leave few of many.
create index on request (customer_id, submitted_at desc, id desc);
create index on request (customer_id, title, id);
create index on request (customer_id, status, submitted_at desc, id desc);
create index on request (customer_id, assignee, submitted_at desc, id desc) where assignee is not null;

-- The platform's people, who see all customers. Only they can use the index on words: an operator that may leak what
-- it compares comes after the isolation, so a customer's search walks that customer's own requests.
create index on request (submitted_at desc, id desc);
create index on request (title, id);
create index on request using gin (search);

create table request_comment (
    id          uuid primary key,
    request_id  uuid not null,
    customer_id text collate "C" not null,
    kind        text not null check (kind in ('comment', 'resolution', 'rejection', 'reopening')),
    text        text not null,
    written_by  text not null,
    written_at  timestamptz not null,
    -- A foreign key looks past the isolation, so it names the customer too.
    foreign key (customer_id, request_id) references request (customer_id, id)
);

create index on request_comment (request_id, written_at, id);

create table technical_issue (
    id          uuid primary key,
    request_id  uuid not null,
    customer_id text collate "C" not null,
    title       text not null,
    description text not null,
    severity    text not null check (severity in ('minor', 'major', 'critical')),
    status      text not null check (status in ('open', 'resolved')),
    created_by  text not null,
    created_at  timestamptz not null,
    resolution  text,
    resolved_by text,
    resolved_at timestamptz,
    version     bigint not null default 1,
    foreign key (customer_id, request_id) references request (customer_id, id),
    check ((resolved_at is not null) = (status = 'resolved'))
);

create index on technical_issue (request_id, created_at desc);
create unique index on technical_issue (request_id) where status = 'open';
create index on technical_issue (created_at desc, id desc);
create index on technical_issue (status, created_at desc, id desc);

select tdp.isolate('customer_account');
select tdp.isolate('request');
select tdp.isolate('request_comment');
select tdp.isolate('technical_issue');
