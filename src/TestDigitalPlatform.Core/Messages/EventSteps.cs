using System.Text.Json;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Messages;

/// <summary>The team's part of handling one type of event: what is fetched and what is decided.</summary>
internal abstract class EventSteps
{
    /// <summary>The instance of a process that an event is for; <see langword="null"/> for a handler.</summary>
    internal virtual Guid? InstanceOf(IEvent @event, CustomerId? customer) => null;

    /// <returns><see langword="null"/> when the event is not next of its key: nothing is to be decided.</returns>
    internal abstract Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken);
}

/// <summary>An event that is decided on without a fetch.</summary>
internal sealed class BlindEvent<THandler, TEvent> : EventSteps
    where THandler : IEventHandler<TEvent>
    where TEvent : IEvent
{
    internal override Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        using var step = PlatformTelemetry.Step("decide");
        return Task.FromResult<Decision<Nothing>?>(THandler.Decide((TEvent)@event, context));
    }
}

/// <summary>An event that is decided on by what is fetched.</summary>
internal sealed class FetchedEvent<THandler, TEvent, TState>(Func<IServiceProvider, THandler> handler) : EventSteps
    where THandler : IEventHandler<TEvent, TState>
    where TEvent : IEvent
{
    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        TState state;
        using (PlatformTelemetry.Step("fetch"))
            state = await handler(services).Fetch((TEvent)@event, db, cancellationToken);
        if (db.EndsFlow)
            return null;
        using (PlatformTelemetry.Step("decide"))
            return THandler.Decide((TEvent)@event, state, context);
    }
}

/// <summary>Reads the bodies of one type of event.</summary>
internal static class EventBody<TEvent>
    where TEvent : IEvent
{
    /// <exception cref="JsonException">It is not such an event.</exception>
    internal static IEvent Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize<TEvent>(body, StoredJson.Options)
        ?? throw new JsonException("The body is null.");
}
