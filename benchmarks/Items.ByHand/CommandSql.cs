namespace Items;

/// <summary>The rows of AddItem: the same in both ways of storing them.</summary>
internal static class CommandSql
{
    internal const string Fetch = "select max_open, open_count, version from account where customer_id = $1";

    internal const string InsertItem = """
        insert into item (id, customer_id, title, description, status, priority, created_at) values ($1, $2, $3, '', 'open', $4, $5)
        """;

    internal const string CountItem = """
        update account set open_count = open_count + 1, version = version + 1 where customer_id = $1 and version = $2
        """;

    /// <summary>Within a batch nobody can look at the number of changed rows before it is committed, so the server does.</summary>
    internal const string CountItemOrFail = $"with changed as ({CountItem} returning 1) select tdp.changed((select count(*) from changed))";

    internal const string InsertEvent = """
        insert into tdp.outbox (id, type, subject, customer_id, body, trace_parent, stored_at) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    internal const string InsertAudit = """
        insert into tdp.audit (id, at, operation, actor, on_behalf_of, role, customer_id, target, outcome, reason, trace_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    internal const string VersionConflict = "TDP01";
}
