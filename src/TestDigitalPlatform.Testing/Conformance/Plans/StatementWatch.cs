using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Testing.Conformance.Plans;

/// <summary>Keeps the statements that handlers really send, with their values.</summary>
internal sealed class StatementWatch : IDisposable
{
    private readonly Database database;
    private readonly ConcurrentQueue<IReadOnlyList<Statement>> batches = new();

    internal StatementWatch(TestService service)
    {
        database = service.Services.GetRequiredService<Database>();
        database.Watch = Keep;
    }

    /// <summary>The batches since the last time.</summary>
    internal IReadOnlyList<IReadOnlyList<Statement>> Take()
    {
        var taken = new List<IReadOnlyList<Statement>>();
        while (batches.TryDequeue(out var batch))
            taken.Add(batch);
        return taken;
    }

    public void Dispose() => database.Watch = null;

    private void Keep(NpgsqlBatch batch) =>
        batches.Enqueue([.. batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(Copy)]);

    // A parameter belongs to one command.
    private static Statement Copy(NpgsqlBatchCommand command) => new(
        command.CommandText, [.. command.Parameters.Cast<ICloneable>().Select(p => (NpgsqlParameter)p.Clone())]);
}

/// <summary>A statement with the values that it was sent with.</summary>
internal sealed record Statement(string Text, IReadOnlyList<NpgsqlParameter> Parameters)
{
    /// <summary>Whether it puts what follows into a caller's isolation.</summary>
    internal bool IsScope => Text.StartsWith("select set_config(", StringComparison.Ordinal);
}
