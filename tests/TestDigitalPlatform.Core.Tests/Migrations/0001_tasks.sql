create table task (
    id uuid primary key,
    customer_id text collate "C" not null,
    title text not null,
    done boolean not null default false,
    version bigint not null default 1,
    parent_id uuid references task,
    constraint task_title_said check (title <> '')
);
create unique index task_title on task (customer_id, title);
select tdp.isolate('task');
