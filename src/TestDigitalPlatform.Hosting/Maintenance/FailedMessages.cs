using TestDigitalPlatform.Maintenance;

namespace TestDigitalPlatform.Hosting.Maintenance;

internal sealed class ListFailedMessagesHandler : IQueryHandler<ListFailedMessages, Page<FailedMessageSummary>>
{
    public Task<Page<FailedMessageSummary>> Fetch(ListFailedMessages query, Db db, CancellationToken cancellationToken) =>
        db.Page(
            "select id, type, source, key, customer_id, cause, attempts, held_at, error from tdp.held_message where state = 'failed'",
            query, cancellationToken);
}

internal sealed class GetFailedMessageHandler : IQueryHandler<GetFailedMessage, FailedMessage>
{
    public Task<FailedMessage> Fetch(GetFailedMessage query, Db db, CancellationToken cancellationToken) =>
        db.One<FailedMessage>(
            $"""
            select m.id, m.type, m.source, m.key, m.number, m.customer_id, m.trace_parent, m.sent_at, m.first_held_at, m.held_at,
                m.attempts, m.cause, coalesce(m.error, '') as error, tdp.readable(m.body) as body, m.edited_from,
                coalesce(m.headers, json_build_object()::text) as headers,
                (select count(*) from tdp.held_message b
                 where b.source = m.source and b.key = m.key and b.number > m.number and b.state = 'waiting') as behind
            from tdp.held_message m where m.id = {query.Message} and m.state = 'failed'
            """,
            cancellationToken);
}

internal sealed class GroupFailedMessagesHandler : IQueryHandler<GroupFailedMessages, FailedMessageGroups>
{
    public async Task<FailedMessageGroups> Fetch(GroupFailedMessages query, Db db, CancellationToken cancellationToken) => new(
        await db.List<FailedMessageGroup>(
            """
            select type, cause, count(*) as count, min(held_at) as first_at, max(held_at) as last_at
            from tdp.held_message where state = 'failed' group by type, cause order by count(*) desc, type, cause limit 100
            """,
            cancellationToken));
}
