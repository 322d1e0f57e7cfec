-- Files of requests. The file itself is the platform's; file_id names it.
create table request_attachment (
    id           uuid primary key,
    request_id   uuid not null references request,
    customer_id  text collate "C" not null,
    file_id      uuid not null,
    name         text not null,
    content_type text not null,
    bytes        bigint not null,
    attached_by  text collate "C" not null,
    attached_at  timestamptz not null
);
create index on request_attachment (request_id, attached_at, id);
select tdp.isolate('request_attachment');
