using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class ReplyTests
{
    [Fact]
    public async Task A_reply_is_for_the_sender_and_has_no_place_among_the_events_of_its_key()
    {
        await using var service = await HandlingService.Start();

        (await service.Process(service.Message(new Asked("k"), customer: null))).ShouldBe("handled");

        (await service.Tasks.Stored.Scalar<string>("""
            select string_agg(format('%s to %s: %s', type, coalesce(destination, 'all'), case when number > 0 then 'a number' else 'none' end),
                ', ' order by sequence) from tdp.outbox
            """)).ShouldBe($"{typeof(Answered).FullName} to all: a number, {typeof(Answered).FullName} to source: none");
        (await service.Tasks.Stored.Scalar<string>("select before::text from tdp.event_key")).ShouldBe("{}");
        (await service.Tasks.Stored.Scalar<long>($"""
            select count(*) from tdp.read_history(array['{typeof(Answered).FullName}'], -1, '00000000-0000-0000-0000-000000000000', 10)
            """)).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_has_nobody_to_reply_to()
    {
        await using var service = await TaskService.Start();

        var failed = await Should.ThrowAsync<PlatformException>(service.Commands.Run(
            BlindCommand<ReplyingHandler, RegisterStranger, Guid>.Instance, new RegisterStranger("a"),
            new CommandCall(TaskService.Operations.Register, null), default));

        failed.Code.ShouldBe("TDP0410");
        (await service.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(0);
    }

    private sealed class ReplyingHandler : ICommandHandler<RegisterStranger, Guid>
    {
        public static Decision<Guid> Decide(RegisterStranger command, CommandContext context) =>
            Decision.Accept(Guid.NewGuid()).Reply(new Answered("k"));
    }
}

internal sealed record Asked(string Key) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Answered(string Key) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed class AskedHandler : IEventHandler<Asked>
{
    public static Decision<Nothing> Decide(Asked @event, EventContext context) =>
        Decision.Accept().Reply(new Answered(@event.Key)).Notify(new Answered(@event.Key));
}
