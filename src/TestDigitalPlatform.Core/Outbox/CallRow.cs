using System.Diagnostics;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Outbox;

/// <summary>Writes an external call beside the decision that orders it, so that it runs exactly if that is stored.</summary>
/// <remarks>Whose it is, the database knows from the isolation that it is written in.</remarks>
internal static class CallRow
{
    internal static NpgsqlBatchCommand Insert(OrderedCall ordered, DateTimeOffset now) => Database.Command(
        $"""
        insert into tdp.external_call (type, body, ordered_at, due_at, trace_parent, process, instance, step)
        values ({ordered.Call.GetType().FullName!}, {new StoredObject(ordered.Call)}, {now}, {now}, {Activity.Current?.Id},
        {ordered.From?.Process}, {ordered.From?.Instance}, {ordered.From?.Step})
        """);
}
