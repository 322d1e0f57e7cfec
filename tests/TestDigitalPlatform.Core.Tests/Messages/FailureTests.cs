using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class FailureTests
{
    [Fact]
    public async Task A_refusal_is_not_repeated_and_its_key_waits_for_a_person()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Noted("k", "unwanted"));
        var second = service.Message(new Noted("k", "2"), after: first);

        (await service.Process(first)).ShouldBe("failed");
        (await service.Process(second)).ShouldBe("waiting");
        (await service.Process(service.Message(new Noted("other", "other")))).ShouldBe("handled");

        (await service.States()).ShouldBe("failed tasks.unwanted, waiting");
        (await service.Titles()).ShouldBe("other");
    }

    [Fact]
    public async Task A_key_goes_on_without_what_its_handler_sets_aside()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Aside("k", "unwanted"));
        var second = service.Message(new Aside("k", "2"), after: first);
        await service.Process(second);

        (await service.Process(first)).ShouldBe("failed, handled");

        (await service.States()).ShouldBe("failed tasks.unwanted");
        (await service.Titles()).ShouldBe("2");
    }

    [Fact]
    public async Task What_would_be_set_aside_waits_for_its_turn()
    {
        await using var service = await HandlingService.Start();
        var first = service.Message(new Aside("k", "1"));
        var second = service.Message(new Aside("k", "unwanted"), after: first);
        var third = service.Message(new Aside("k", "3"), after: second);

        (await service.Process(second)).ShouldBe("waiting");
        (await service.Process(third)).ShouldBe("waiting");
        (await service.Process(first)).ShouldBe("handled, failed, handled");

        (await service.Titles()).ShouldBe("1 3");
    }

    [Fact]
    public async Task A_failure_is_repeated_later_each_time_and_goes_to_the_error_queue_at_last()
    {
        await using var service = await HandlingService.Start();
        var message = service.Message(new Noted("k", Failing()));

        (await service.Process(message)).ShouldBe("delayed");
        (await service.ProcessDue()).ShouldBe("");
        service.Time.Advance(TimeSpan.FromSeconds(16));
        (await service.ProcessDue()).ShouldBe("delayed");
        service.Time.Advance(TimeSpan.FromSeconds(61));
        (await service.ProcessDue()).ShouldBe("failed");

        (await service.States()).ShouldBe("failed System.InvalidOperationException");
        (await service.Tasks.Stored.Scalar<string>("select error from tdp.held_message")).ShouldContain("It does not work today.");
    }

    [Fact]
    public async Task What_works_again_takes_effect_before_what_came_after_it()
    {
        await using var service = await HandlingService.Start();
        var title = Failing();
        var first = service.Message(new Noted("k", title));
        var second = service.Message(new Noted("k", "second"), after: first);

        (await service.Process(first)).ShouldBe("delayed");
        (await service.Process(second)).ShouldBe("waiting");
        NoteHandler.Failing.TryRemove(title, out _);
        service.Time.Advance(TimeSpan.FromSeconds(16));
        var ends = await service.ProcessDue();

        ends.ShouldContain("handled");
        (await service.Titles()).ShouldBe($"{title} second");
        (await service.States()).ShouldBe("");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"key\":7}")]
    [InlineData("")]
    public async Task A_body_that_cannot_be_read_goes_to_the_error_queue(string body)
    {
        await using var service = await HandlingService.Start();
        var message = service.Message(new Noted("k", "unread")) with { Body = System.Text.Encoding.UTF8.GetBytes(body) };

        (await service.Process(message)).ShouldBe("failed");

        (await service.States()).ShouldBe("failed unreadable_body");
        (await service.Tasks.Stored.Scalar<string>("select convert_from(body, 'UTF8') from tdp.held_message")).ShouldBe(body);
    }

    [Fact]
    public async Task A_body_that_was_too_large_goes_to_the_error_queue_with_its_beginning()
    {
        await using var service = await HandlingService.Start();

        (await service.Process(service.Message(new Noted("k", "large")) with { TooLarge = 20_000_000 })).ShouldBe("failed");

        (await service.States()).ShouldBe("failed too_large");
        (await service.Tasks.Stored.Scalar<string>("select convert_from(body, 'UTF8') from tdp.held_message")).ShouldContain("large");
    }

    [Fact]
    public async Task Strange_headers_go_to_the_error_queue()
    {
        await using var service = await HandlingService.Start();
        var good = service.Message(new Noted("k", "good"));

        (await service.Process(good with { Id = Guid.NewGuid(), Number = good.Number + 1, Previous = "{\"a\":" })).ShouldBe("failed");
        (await service.Process(good with { Id = Guid.NewGuid(), Number = good.Number + 2, Customer = "No Customer" })).ShouldBe("failed");

        (await service.States()).ShouldBe("failed unreadable_order, failed unreadable_customer");
    }

    [Fact]
    public async Task What_waits_too_long_for_an_earlier_one_that_never_came_goes_to_the_error_queue()
    {
        await using var service = await HandlingService.Start();
        var lost = service.Message(new Noted("k", "lost"));
        (await service.Process(service.Message(new Noted("k", "left"), after: lost))).ShouldBe("waiting");

        service.Time.Advance(TimeSpan.FromMinutes(16));
        (await service.ProcessDue()).ShouldBe("failed");

        (await service.States()).ShouldBe("failed earlier_message_missing");
    }

    [Fact]
    public async Task What_waited_for_one_that_never_came_takes_effect_when_a_person_replays_it()
    {
        await using var service = await HandlingService.Start();
        var left = service.Message(new Noted("k", "left"), after: service.Message(new Noted("k", "lost")));
        await service.Process(left);
        service.Time.Advance(TimeSpan.FromMinutes(16));
        await service.ProcessDue();

        await service.Tasks.Stored.Scalar<string>($"select tdp.replay_message('{left.Id}')::text");

        (await service.ProcessDue()).ShouldBe("handled");
        (await service.States()).ShouldBe("");
    }

    // While a new version comes, a node of the earlier one may take what only the new one knows.
    [Fact]
    public async Task An_unknown_type_is_tried_later_and_holds_nothing_up_that_is_handled_here()
    {
        await using var service = await HandlingService.Start(configure: o => o.DelayedRetries = 1);
        var unknown = service.Message(new Noted("k", "new")) with { Type = "Unknown" };

        (await service.Process(unknown)).ShouldBe("delayed");
        (await service.Process(service.Message(new Noted("k", "known"), after: unknown))).ShouldBe("handled");
        service.Time.Advance(TimeSpan.FromSeconds(16));
        (await service.ProcessDue()).ShouldBe("failed");

        (await service.States()).ShouldBe("failed unknown_type");
        service.Pause.IsPaused.ShouldBeFalse();
    }

    [Fact]
    public async Task No_message_passes_a_failed_one_that_its_sender_has_forgotten()
    {
        await using var service = await HandlingService.Start();
        var failed = service.Message(new Noted("k", "unwanted"));
        await service.Process(failed);

        // After a quiet week the sender knows of none before.
        (await service.Process(service.Message(new Noted("k", "later")))).ShouldBe("waiting");
        await service.Tasks.Stored.Scalar<string>($"select tdp.discard_message('{failed.Id}')::text");

        (await service.ProcessDue()).ShouldBe("handled");
        (await service.Titles()).ShouldBe("later");
    }

    [Fact]
    public async Task What_took_effect_elsewhere_meanwhile_does_not_fail()
    {
        await using var service = await HandlingService.Start();
        var message = service.Message(new Noted("k", "done"));
        await service.Process(message);

        (await service.Held.Fail(message, 0, 1, MessageFailure.Of("too.late", new TimeoutException()), false, default))
            .ShouldBe("repeated");

        (await service.States()).ShouldBe("");
    }

    [Fact]
    public async Task Nothing_is_taken_for_a_while_when_most_fails()
    {
        await using var service = await HandlingService.Start(configure: o => o.ImmediateRetries = 0);
        var title = Failing();

        for (var i = 0; i < 20; i++)
            await service.Process(service.Message(new Noted($"k{i}", title)));

        service.Pause.IsPaused.ShouldBeTrue();
        // What was taken before neither ends the pause nor makes it longer.
        await service.Process(service.Message(new Noted("taken before", "good")));
        for (var i = 20; i < 25; i++)
            await service.Process(service.Message(new Noted($"k{i}", title)));
        service.Pause.IsPaused.ShouldBeTrue();
        service.Time.Advance(TimeSpan.FromSeconds(11));
        service.Pause.IsPaused.ShouldBeFalse();
        service.Pause.IsProbing.ShouldBeTrue();
        await service.Process(service.Message(new Noted("again", "good")));
        service.Pause.IsProbing.ShouldBeFalse();
    }

    [Fact]
    public async Task Headers_are_kept_with_a_failed_message_and_its_copy_and_come_with_its_replay()
    {
        await using var service = await HandlingService.Start();
        var headers = MessageHeaders.Of([new("baggage", "plan=basic"), new("Acme.Note", "\"quoted\" \\ \0 \u0001 Ünïcödé 😀")]);
        var message = service.Message(new Noted("k", "unwanted")) with { Headers = headers };
        (await service.Process(message)).ShouldBe("failed");
        var copy = Guid.NewGuid();

        await service.Tasks.Stored.Scalar<string>($"select tdp.edit_message('{message.Id}', '{copy}', '{{}}', now())::text");
        await service.Tasks.Stored.Scalar<string>($"select tdp.replay_message('{copy}')::text");

        var replayed = (await service.Held.Claim(10, default)).ShouldHaveSingleItem().Message;
        replayed.Id.ShouldBe(copy);
        replayed.Headers.ShouldBe(headers);
    }

    [Fact]
    public async Task A_failed_message_that_comes_again_and_takes_effect_leaves_the_error_queue()
    {
        await using var service = await HandlingService.Start(configure: o => (o.ImmediateRetries, o.DelayedRetries) = (0, 0));
        var title = Failing();
        var message = service.Message(new Noted("k", title));
        (await service.Process(message)).ShouldBe("failed");
        var next = service.Message(new Noted("k", "next"), after: message);
        (await service.Process(next)).ShouldBe("waiting");
        NoteHandler.Failing.TryRemove(title, out _);

        (await service.Process(message)).ShouldBe("handled, handled");

        (await service.States()).ShouldBe("");
        (await service.Titles()).ShouldBe($"{title} next");
    }

    private static string Failing()
    {
        var title = $"failing-{Guid.NewGuid():N}";
        NoteHandler.Failing[title] = true;
        return title;
    }
}
