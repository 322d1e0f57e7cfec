using System.Collections.Concurrent;
using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>Puts statements into a caller's isolation: by a statement before them, or within one by itself.</summary>
/// <remarks>
/// Nothing is taken over from the session. Its role and its settings may be anything that <c>alter role … set</c> or an
/// earlier statement left there, so each batch says both for itself, and for its own transaction only: a pooler in
/// transaction mode can't carry them to somebody else.
/// </remarks>
internal sealed class Scope
{
    /// <summary>What <c>tdp.refuse_role()</c> raises: the session has become another role.</summary>
    internal const string WrongRole = "TDP02";

    // As many as there are texts of statements that are kept at all.
    private const int MaxTexts = 2_000;

    private readonly string service;
    private readonly string app;
    private readonly string setCustomer;
    private readonly string setPlatform;
    private readonly ConcurrentDictionary<string, string?> within = new(StringComparer.Ordinal);

    private int texts;

    internal Scope(string service)
    {
        this.service = service;
        app = Literal(service + "_app");
        setCustomer = $"select set_config('role', {app}, true), set_config('tdp.customer', $1, true)";
        setPlatform = $"select set_config('role', {Literal(service + "_platform")}, true), "
            + "set_config('tdp.customer', $1, true)";
    }

    /// <summary>Whether a statement may set its customer itself; the start finds out.</summary>
    /// <remarks>
    /// Not when a table is partitioned by the customer: PostgreSQL chooses such partitions before a statement's first
    /// row, and so before the statement has set anything.
    /// </remarks>
    internal bool FitsWithin { get; set; }

    /// <summary>Whether triggers of the service run at the end of a transaction; the start finds out.</summary>
    internal bool HasDeferred { get; set; }

    /// <summary>The statement that isolates what follows it in the same batch.</summary>
    internal NpgsqlBatchCommand Before(Caller? caller) =>
        // No customer, and not one of the platform's people: no rows, since the empty text names no customer.
        IsPlatform(caller) ? Command(setPlatform, "") : Command(setCustomer, caller?.Customer?.Value ?? "");

    /// <summary>The role and the customer that <see cref="Before"/> sets.</summary>
    internal (string Role, string Customer) Of(Caller? caller) =>
        (service + (IsPlatform(caller) ? "_platform" : "_app"), caller?.Customer?.Value ?? "");

    /// <summary>
    /// The statement, made to set its caller's customer before it looks at a row; <see langword="null"/> when it can't.
    /// </summary>
    internal NpgsqlBatchCommand? Within(Caller? caller, Sql sql)
    {
        if (!FitsWithin || caller?.Customer is not { } customer)
            return null;
        if (!within.TryGetValue(sql.Text, out var whole))
            whole = Keep(sql);
        if (whole is null)
            return null;
        var command = Database.Command(whole, sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = customer.Value });
        return command;
    }

    /// <summary>Takes note that a statement can't stand within another one.</summary>
    internal void StandsAlone(Sql sql) => within[sql.Text] = null;

    private string? Keep(Sql sql)
    {
        if (Volatile.Read(ref texts) >= MaxTexts)
            return null;
        var statement = sql.Rendered;
        var whole = Whole(statement.Text[..statement.Shape.End], sql.ValueCount + 1);
        if (within.TryAdd(statement.Text, whole))
            Interlocked.Increment(ref texts);
        return whole;
    }

    // The condition names no column, so it becomes a gate in front of the plan of the statement: what it selects, which
    // sets the customer, is computed once, before the first row is asked for. `offset 0` keeps the statement a plan of
    // its own, with all that it computes. Its policies are those of the role that it was planned for, which is the
    // session's: hence the look at it.
    private string Whole(string text, int customer) => $"""
        select tdp_q.* from (select tdp_t.* from (
        {text}
        ) tdp_t offset 0) tdp_q where (select case when current_user = {app}
        then set_config('tdp.customer', ${customer}, true) else tdp.refuse_role() end) is not null
        """;

    private static bool IsPlatform(Caller? caller) => caller is { Customer: null, IsPlatform: true };

    private static string Literal(string role) => $"'{role.Replace("'", "''", StringComparison.Ordinal)}'";

    private static NpgsqlBatchCommand Command(string text, string customer) => new(text)
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = customer } },
    };
}
