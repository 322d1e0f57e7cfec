using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class EventLimitTests
{
    [Theory]
    [InlineData(262_144 - 64, 10, null)]
    [InlineData(262_144, 10, "event_too_large")]
    [InlineData(10, 200, null)]
    [InlineData(10, 201, "event_key_not_storable")]
    public async Task What_would_tell_more_than_an_event_may_hold_is_refused_and_that_is_written_down(
        int words, int key, string? code)
    {
        await using var service = await TaskService.Start();

        var outcome = await service.Commands.Run(
            BlindCommand<CallHandler, Call, Nothing>.Instance, new Call(new string('k', key), new string('w', words)),
            new CommandCall(TaskService.Operations.Add, TaskService.Acme, IdempotencyKey: "k1"), default);

        outcome.Refusal?.Code.ShouldBe(code);
        (await service.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(code is null ? 1 : 0);
        (await service.Stored.Scalar<string>("select concat_ws('/', outcome, reason) from tdp.audit"))
            .ShouldBe(code is null ? "accepted" : $"refused/{code}");
    }

    // Three bytes each: what counts is what is stored, not how many characters there are.
    [Fact]
    public async Task Its_bytes_are_counted()
    {
        await using var service = await TaskService.Start();

        var outcome = await service.Commands.Run(
            BlindCommand<CallHandler, Call, Nothing>.Instance, new Call("k", new string('\u2713', 100_000)),
            new CommandCall(TaskService.Operations.Add, TaskService.Acme), default);

        outcome.Refusal!.Code.ShouldBe("event_too_large");
    }

    [Fact]
    public async Task An_event_whose_handling_would_tell_too_much_goes_to_the_error_queue()
    {
        await using var service = await HandlingService.Start();

        (await service.Process(service.Message(new Called("k", new string('w', 262_100))))).ShouldBe("failed");

        (await service.States()).ShouldBe("failed event_too_large");
    }
}

internal sealed record Call(string Key, string Words) : ICommand;

internal sealed record Called(string Key, string Words) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Echoed(string Key, string Words, string Again) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed class CallHandler : ICommandHandler<Call, Nothing>
{
    public static Decision<Nothing> Decide(Call command, CommandContext context) =>
        Decision.Accept().Notify(new Called(command.Key, command.Words));
}

internal sealed class EchoHandler : IEventHandler<Called>
{
    public static Decision<Nothing> Decide(Called @event, EventContext context) =>
        Decision.Accept().Notify(new Echoed(@event.Key, @event.Words, @event.Words));
}
