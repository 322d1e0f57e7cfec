using System.Runtime.CompilerServices;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.InProcess;

/// <summary>Finds the customers that have rows in the service's database, in the order of their names.</summary>
/// <remarks>
/// It goes from one name to the next by the index that begins with the customer, and reads no other row: a customer
/// with a million rows costs what one with a single row costs. Between two looks there is no open transaction.
/// </remarks>
internal sealed class CustomerWalk(Database database)
{
    private const int AtOnce = 100;

    // Only a platform's role sees who there is; nothing but names is read.
    private static readonly Caller Reader = new(
        UserId.Parse(Caller.ServicePrefix + "customers"), Role.PlatformMaintenance, null);

    // Each isolated table: those whose policy for the service's role compares a column of text with the customer.
    private const string IsolatedTables = """
        select format('(select min(%3$I%4$s) from %1$I.%2$I where %3$I%4$s > ', n.nspname, c.relname, a.attname,
            case when l.collname = 'C' then '' else ' collate "C"' end)
        from pg_policy o
        join pg_class c on c.oid = o.polrelid and c.relnamespace <> 'tdp'::regnamespace
            and c.relkind in ('r', 'p') and not c.relispartition
        join pg_namespace n on n.oid = c.relnamespace
        join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = o.oid
            and d.refclassid = 'pg_class'::regclass and d.refobjid = o.polrelid and d.refobjsubid > 0
        join pg_attribute a on a.attrelid = o.polrelid and a.attnum = d.refobjsubid and a.atttypid = 'text'::regtype
        left join pg_collation l on l.oid = a.attcollation
        where o.polname = 'tenant'
        order by n.nspname, c.relname
        """;

    private string? next;

    internal async IAsyncEnumerable<CustomerId> All([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = ""; last is not null;)
        {
            (var found, last) = await Page(last, cancellationToken);
            foreach (var customer in found)
                yield return customer;
        }
    }

    /// <summary>The next customers after a name.</summary>
    /// <returns>Those, and the name to go on after; <see langword="null"/> when there are no more.</returns>
    internal async Task<(IReadOnlyList<CustomerId> Customers, string? Last)> Page(
        string after, CancellationToken cancellationToken)
    {
        next ??= await MakeStatement(cancellationToken);
        if (next.Length == 0)
            return ([], null);
        var found = await After(after, next, cancellationToken);
        var customers = new List<CustomerId>(found.Count);
        foreach (var name in found)
        {
            if (CustomerId.TryParse(name, null, out var id))
                customers.Add(id);
        }

        return (customers, found.Count < AtOnce ? null : found[^1]);
    }

    private async Task<string> MakeStatement(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(IsolatedTables);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            tables.Add(reader.GetString(0));
        return tables.Count == 0 ? "" : $"""
            with recursive tdp_customer (name, number) as (
                select {Least("$1")}, 1
                union all
                select {Least("tdp_customer.name")}, number + 1 from tdp_customer where name is not null and number < $2)
            select name from tdp_customer where name is not null order by number
            """;

        string Least(string after) => $"least({string.Join(", ", tables.Select(table => table + after + ")"))})";
    }

    private async Task<List<string>> After(string last, string statement, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(Reader));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = last }, new NpgsqlParameter<int> { TypedValue = AtOnce },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var names = new List<string>(AtOnce);
        while (await reader.ReadAsync(cancellationToken))
            names.Add(reader.GetString(0));
        return names;
    }
}
