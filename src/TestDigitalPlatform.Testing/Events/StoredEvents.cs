using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Testing.Events;

/// <summary>Reads events back out of a service's outbox, and those that were carried on.</summary>
internal static class StoredEvents
{
    internal static async Task<IReadOnlyList<IEvent>> Read(
        TestDatabase database, string service, ServiceDefinition definition, Vault vault, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsSuperuser(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select type, body::text, sequence from tdp.outbox where destination is distinct from $1
            union all select type, body::text, sequence from tdp.event where destination is distinct from $1 order by sequence
            """;
        // Without what the service sends to itself.
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = service });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var events = new List<IEvent>();
        while (await reader.ReadAsync(cancellationToken))
            events.Add(await Read(Find(reader.GetString(0), definition), reader.GetString(1), vault, cancellationToken));
        return events;
    }

    private static async ValueTask<IEvent> Read(Type type, string json, Vault vault, CancellationToken cancellationToken)
    {
        Opening.Begin();
        var @event = (IEvent)JsonSerializer.Deserialize(json, type, SealedJson.Messages)!;
        if (Opening.Take() is { } found)
            await vault.Open(found, reader: null, readsAll: true, cancellationToken);
        return @event;
    }

    // A service tells events of its own or of its Contracts, which are loaded: it has just made them.
    private static Type Find(string name, ServiceDefinition definition) =>
        definition.Assembly.GetType(name)
        ?? AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(name)).FirstOrDefault(t => t is not null)
        ?? Named(name)
        ?? throw new InvalidOperationException(
            $"The outbox contains an event '{name}', but no loaded assembly has such a type.");

    // By its [EventName].
    private static Type? Named(string name)
    {
        var words = typeof(IEvent).Assembly.GetName().Name;
        return AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => a.GetReferencedAssemblies().Any(reference => reference.Name == words))
            .SelectMany(a => a.GetTypes())
            .FirstOrDefault(t => t.IsClass && typeof(IEvent).IsAssignableFrom(t) && EventTypes.Of(t).Name == name);
    }
}
