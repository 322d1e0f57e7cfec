create table shelf (
    id          uuid primary key,
    customer_id text collate "C" not null,
    name        text not null,
    unique (customer_id, name),
    unique (customer_id, id)
);

create table article (
    id          uuid primary key,
    customer_id text collate "C" not null,
    shelf_id    uuid not null,
    name        text not null,
    kind        text not null check (kind in ('book', 'game')),
    price       int not null check (price >= 0),
    added_at    timestamptz not null,
    sold_at     timestamptz,
    version     bigint not null default 1,
    foreign key (customer_id, shelf_id) references shelf (customer_id, id),
    check (sold_at is null or sold_at >= added_at)
);

create index article_by_time on article (customer_id, added_at, id);
create index article_by_name on article (customer_id, name, id);
create index article_by_shelf on article (shelf_id);

select tdp.isolate('shelf');
select tdp.isolate('article');
