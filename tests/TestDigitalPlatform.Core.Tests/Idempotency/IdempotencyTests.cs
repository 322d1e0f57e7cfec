using System.Security.Cryptography;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Idempotency;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task Gives_the_same_answer_again_for_the_same_key_and_payload()
    {
        await using var service = await TaskService.Start();
        var first = await service.Add(new AddTask("Once"), key: "k1");

        var second = await service.Add(new AddTask("Once"), key: "k1");

        second.Answer.ShouldBe(first.Answer);
        second.Replayed.ShouldBeTrue();
        (await service.Stored.Scalar<long>("select count(*) from task")).ShouldBe(1);
    }

    [Fact]
    public async Task Replays_before_deciding_so_that_a_repeat_is_not_refused_for_what_it_did_itself()
    {
        await using var service = await TaskService.Start();
        var id = (await service.Add(new AddTask("Finish me"))).Answer;
        var first = await service.Finish(new FinishTask(id), key: "k2");

        var second = await service.Finish(new FinishTask(id), key: "k2");

        second.Refusal.ShouldBeNull();
        second.Answer.ShouldBe(first.Answer);
    }

    [Fact]
    public async Task Replays_a_refusal_too()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("Taken"));
        var first = await service.Add(new AddTask("Taken"), key: "k3");

        var second = await service.Add(new AddTask("Taken"), key: "k3");

        first.Refusal.ShouldBe(AddTaskHandler.Taken);
        second.Refusal.ShouldBe(AddTaskHandler.Taken);
        second.Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task Refuses_another_payload_under_a_used_key()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("One"), key: "k4");

        var other = await service.Add(new AddTask("Two"), key: "k4");

        other.Refusal.ShouldBe(EarlierAnswer.AnotherPayload);
        (await service.Stored.Scalar<long>("select count(*) from tdp.audit where reason = 'idempotency_key_reused'"))
            .ShouldBe(1);
        (await service.Stored.Scalar<long>("select count(*) from task")).ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_the_keys_of_users_and_customers_apart()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("Mine"), key: "k5");

        var other = await service.Add(new AddTask("Theirs"), TaskService.Globex, key: "k5");

        other.Replayed.ShouldBeFalse();
        (await service.Stored.Scalar<long>("select count(*) from task")).ShouldBe(2);
    }

    [Fact]
    public async Task Keeps_apart_for_whom_somebody_acts()
    {
        await using var service = await TaskService.Start();
        var forAnn = TaskService.Acme with { Actor = UserId.Parse("root") };
        await service.Add(new AddTask("For one"), forAnn, key: "k7");

        var forEve = await service.Add(new AddTask("For one"), forAnn with { User = UserId.Parse("eve") }, key: "k7");
        var again = await service.Add(new AddTask("For one"), forAnn, key: "k7");

        forEve.Replayed.ShouldBeFalse();
        again.Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task Keeps_strangers_apart_by_what_they_send()
    {
        await using var service = await TaskService.Start();
        var mine = await service.Register(new RegisterStranger("Ann"), key: "k8");

        var theirs = await service.Register(new RegisterStranger("Eve"), key: "k8");
        var again = await service.Register(new RegisterStranger("Ann"), key: "k8");

        theirs.Refusal.ShouldBeNull();
        theirs.Replayed.ShouldBeFalse();
        theirs.Answer.ShouldNotBe(mine.Answer);
        (again.Answer, again.Replayed).ShouldBe((mine.Answer, true));
    }

    [Fact]
    public async Task Knows_the_same_bytes_also_when_this_build_understands_more_of_them()
    {
        await using var service = await TaskService.Start();
        var sent = SHA256.HashData("once"u8);
        var first = await Send(service, new AddTask("Once"), sent);

        // What an optional member with a default makes of the same bytes.
        var second = await Send(service, new AddTask("Once", Parent: first.Answer), sent);
        var reformatted = await Send(service, new AddTask("Once"), SHA256.HashData(" once "u8));
        var other = await Send(service, new AddTask("Twice"), SHA256.HashData("twice"u8));

        (second.Answer, second.Replayed).ShouldBe((first.Answer, true));
        (reformatted.Answer, reformatted.Replayed).ShouldBe((first.Answer, true));
        other.Refusal.ShouldBe(EarlierAnswer.AnotherPayload);
    }

    [Fact]
    public async Task Knows_what_an_earlier_build_kept_without_the_bytes()
    {
        await using var service = await TaskService.Start();
        var first = await service.Add(new AddTask("Once"), key: "k");

        var second = await Send(service, new AddTask("Once"), SHA256.HashData("once"u8));

        (second.Answer, second.Replayed).ShouldBe((first.Answer, true));
    }

    [Fact]
    public async Task Knows_a_stranger_s_same_bytes_too()
    {
        await using var service = await TaskService.Start();
        var sent = SHA256.HashData("ann"u8);
        var first = await Register(new RegisterStranger("Ann"));

        var second = await Register(new RegisterStranger("Ann, as a later build understands it"));

        (second.Answer, second.Replayed).ShouldBe((first.Answer, true));

        Task<Outcome<Guid>> Register(RegisterStranger command) => service.Commands.Run(
            BlindCommand<RegisterStrangerHandler, RegisterStranger, Guid>.Instance, command,
            new CommandCall(TaskService.Operations.Register, null, IdempotencyKey: "k", Sent: sent), default);
    }

    [Fact]
    public async Task Refuses_the_key_of_another_operation()
    {
        await using var service = await TaskService.Start();
        var id = (await service.Add(new AddTask("Once"), key: "k")).Answer;

        (await service.Finish(new FinishTask(id), key: "k")).Refusal.ShouldBe(EarlierAnswer.AnotherPayload);
    }

    private static Task<Outcome<Guid>> Send(TaskService service, AddTask command, byte[] sent) => service.Commands.Run(
        BlindCommand<AddTaskHandler, AddTask, Guid>.Instance, command,
        new CommandCall(TaskService.Operations.Add, TaskService.Acme, IdempotencyKey: "k", Sent: sent), default);

    [Fact]
    public async Task Has_one_effect_however_many_come_at_once()
    {
        await using var service = await TaskService.Start();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => service.Add(new AddTask("At once"), key: "k6")));

        outcomes.Select(o => o.Answer).Distinct().Count().ShouldBe(1);
        outcomes.ShouldAllBe(o => o.Refusal == null);
        (await service.Stored.Scalar<long>("select count(*) from task")).ShouldBe(1);
        (await service.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(1);
    }
}
