using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outcomes;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class OutcomeRelayTests
{
    [Fact]
    public async Task What_the_broker_refuses_stays_and_of_the_rest_it_is_told()
    {
        await using var service = await TaskService.Start();
        await Note(service, "Told", 12);
        await Note(service, "Refused", 1);
        await Note(service, "Told", 12);
        var broker = new Teller { Refused = "Refused" };
        using var signal = new OutcomeSignal();
        using var relay = Of(service, broker, signal);
        await relay.StartAsync(default);

        await Until(async () => await Count(service, "where refused_until is null") == 0);
        await Note(service, "Told", 1);
        signal.Noted();
        await Until(async () => await Count(service, "") == 1);
        await relay.StopAsync(default);
        var length = await Measured(service);
        broker.Refused = null;
        await relay.TellRefused(broker, default);
        var early = await Count(service, "");
        await service.Stored.Scalar<int>("update tdp.message_outcome set refused_until = now() returning 1");
        await relay.TellRefused(broker, default);

        broker.Told.Count(type => type == "Told").ShouldBe(25);
        length.ShouldBe(1);
        early.ShouldBe(1);
        broker.Told.Count(type => type == "Refused").ShouldBe(1);
        (await Count(service, "")).ShouldBe(0);
    }

    private static OutcomeRelay Of(TaskService service, Teller broker, OutcomeSignal signal) => new(
        service.Data, broker, signal, new MessageOptions { BlockSize = 5 }, TimeProvider.System,
        NullLogger<OutcomeRelay>.Instance);

    private static Task<long> Note(TaskService service, string type, int count) => service.Stored.Scalar<long>($$"""
        select count(tdp.note_handled(gen_random_uuid(), 'other', '{{type}}', null, 0, null, null, null, now(), '{}', '{}', now(), now()))
        from generate_series(1, {{count}})
        """);

    private static Task<long> Count(TaskService service, string where) =>
        service.Stored.Scalar<long>($"select count(*) from tdp.message_outcome {where}");

    private static async Task<long> Measured(TaskService service)
    {
        var measured = -1L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("tdp.out", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        // Another test may measure its own meanwhile.
        var own = new AsyncLocal<bool> { Value = true };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (own.Value && instrument.Name == "tdp.outcomes.length")
                measured = value;
        });
        listener.Start();
        using var watch = new BacklogWatch(
            service.Data, null, new EventSubscriptions([]), TimeProvider.System, NullLogger<BacklogWatch>.Instance);
        await watch.Measure(default);
        return measured;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }

    private sealed class Teller : IMessageTransport, IMessageConventions
    {
        public string System => "teller";

        internal string? Refused { get; set; }

        internal List<string> Told { get; } = [];

        public Task Tell(IReadOnlyList<MessageOutcome> outcomes, CancellationToken cancellationToken)
        {
            if (outcomes.Any(outcome => outcome.Message.Type == Refused))
                throw new MessageRefusedException("The broker refused a message.", new IOException());
            Told.AddRange(outcomes.Select(outcome => outcome.Message.Type));
            return Task.CompletedTask;
        }

        public IReadOnlyCollection<KeyValuePair<string, string?>> Following(TransportMessage cause) => [];

        public (string Destination, IReadOnlyCollection<KeyValuePair<string, string?>> Headers) Replying(TransportMessage cause) =>
            ("", []);

        public bool WantsHandled(TransportMessage message, bool isRepeated) => true;

        public MessageHeaders? Failing(TransportMessage message) => null;

        public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task Publish(
            IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken) =>
            Task.FromResult<IReceivedBlock?>(null);

        public Task<Backlog> Waiting(CancellationToken cancellationToken) => Task.FromResult(default(Backlog));
    }
}
