using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TestDigitalPlatform.Service.Tests.Http;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Unattended;

public sealed class PlatformSenderTests(RunningNotes notes) : IClassFixture<RunningNotes>
{
    private readonly CustomerId customer = CustomerId.Parse("c" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Sends_a_command_as_the_named_identity_of_one_customer()
    {
        var id = await notes.Keeper.For(customer).Send(new WriteNote("Kept", 3), cancellationToken: Cancel);

        (await notes.Keeper.For(customer).Query(new ListNotes(), Cancel)).Items.ShouldHaveSingleItem().Id.ShouldBe(id);
        (await Audited()).ShouldBe("WriteNote service:notes/note-keeper customerUser accepted -");
        // The relay moves it from one to the other.
        (await Scalar<string>($"""
            select customer_id from (select customer_id from tdp.outbox union all select customer_id from tdp.event) e
            where customer_id = '{customer}'
            """)).ShouldBe(customer.Value);
    }

    [Fact]
    public async Task Does_once_what_is_sent_again_under_its_key()
    {
        var sender = notes.Keeper.For(customer);

        var answers = new[]
        {
            await sender.Send(new WriteNote("Once", 1), "reminder 2026-03-02", Cancel),
            await sender.Send(new WriteNote("Once", 1), "reminder 2026-03-02", Cancel),
        };
        var other = await Should.ThrowAsync<RefusedException>(
            () => sender.Send(new WriteNote("Twice", 1), "reminder 2026-03-02", Cancel));

        answers[1].ShouldBe(answers[0]);
        other.Refusal.Code.ShouldBe("idempotency_key_reused");
        (await Scalar<long>($"select count(*) from note where customer_id = '{customer}'")).ShouldBe(1);
        await Should.ThrowAsync<ArgumentException>(() => sender.Send(new WriteNote("Once", 1), "", Cancel));
        await Should.ThrowAsync<ArgumentException>(() => sender.Send(new WriteNote("Once", 1), "é", Cancel));
    }

    [Fact]
    public async Task Holds_messages_against_the_limits_of_their_contract()
    {
        var broken = await Should.ThrowAsync<InvalidInputException>(
            () => notes.Keeper.For(customer).Send(new WriteNote(new string('x', 101), 9), cancellationToken: Cancel));
        var list = await Should.ThrowAsync<InvalidInputException>(
            () => notes.Keeper.For(customer).Query(new ListNotes { Limit = 501 }, Cancel));

        var renamed = await Should.ThrowAsync<InvalidInputException>(() => notes.Keeper.For(customer).Send(
            new KeepDraft(default) { Feeling = new string('x', 21) }, cancellationToken: Cancel));

        broken.Errors.Select(e => $"{e.Field} {e.Code}").ShouldBe(["text too_long", "stars out_of_range"]);
        renamed.Errors.Select(e => $"{e.Field} {e.Code}").ShouldBe(["mood too_long"]);
        list.Errors.ShouldHaveSingleItem().Code.ShouldBe("out_of_range");
        (await Scalar<long>($"select count(*) from tdp.audit where customer_id = '{customer}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Sees_the_rows_of_its_customer_alone()
    {
        var other = CustomerId.Parse(customer.Value[..20] + "-b");
        await notes.Keeper.For(other).Send(new WriteNote("Theirs", 3), cancellationToken: Cancel);

        (await notes.Keeper.For(customer).Query(new ListNotes(), Cancel)).Items.ShouldBeEmpty();
        (await notes.Keeper.Query(new ListNotes(), Cancel)).Items.ShouldBeEmpty("A customer's role without a customer.");
        (await notes.Counter.For(other).Query(new ListNotes(), Cancel)).Items.ShouldHaveSingleItem();
        (await notes.Counter.Query(new ListNotes(), Cancel)).Items.ShouldNotBeEmpty("The platform sees all customers.");
    }

    [Fact]
    public async Task Refuses_what_the_identity_has_not_declared()
    {
        var error = await Should.ThrowAsync<PlatformException>(
            () => notes.Keeper.For(customer).Query(new CountNotes(), Cancel));

        error.Code.ShouldBe("TDP0361");
        error.Message.ShouldContain("typeof(CountNotes)");
    }

    [Fact]
    public async Task Refuses_what_needs_a_customer_before_it_is_decided()
    {
        var refused = await Should.ThrowAsync<RefusedException>(
            () => notes.Keeper.Send(new PinNote("Never decided"), cancellationToken: Cancel));
        var http = await notes.Service.SignIn(Role.PlatformAdministrator).PostAsJsonAsync(
            "/pins", new { text = "Never decided" }, Cancel);

        refused.Refusal.Code.ShouldBe("customer_required");
        await http.ShouldBeProblem(HttpStatusCode.Forbidden, "customer_required");
        (await notes.Keeper.For(customer).Send(new PinNote("Decided"), cancellationToken: Cancel)).ShouldBe(customer);
        (await notes.Counter.For(customer).Send(new PinNote("Decided"), cancellationToken: Cancel)).ShouldBe(customer);
        (await Scalar<long>(
            "select count(*) from tdp.audit where operation = 'PinNote' and reason = 'customer_required' and customer_id is null"))
            .ShouldBe(2);
    }

    [Fact]
    public async Task Is_a_span_of_whatever_caused_it()
    {
        var cause = ActivityTraceId.CreateRandom();
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TestDigitalPlatform",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var causing = new Activity("event").SetParentId(cause, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();

        await notes.Keeper.For(customer).Send(new WriteNote("Traced", 3), cancellationToken: Cancel);

        var span = ended.Single(s => s.TraceId == cause && s.OperationName == "WriteNote");
        span.GetTagItem("tdp.sender").ShouldBe("service:notes/note-keeper");
        span.GetTagItem("tdp.caller.customer").ShouldBe(customer.Value);
        ended.ShouldContain(s => s.OperationName == "store" && s.ParentSpanId == span.SpanId);
        (await Scalar<string>($"select trace_id from tdp.audit where customer_id = '{customer}'")).ShouldBe(cause.ToString());
    }

    [Fact]
    public async Task Gives_each_customer_its_turn_whatever_becomes_of_another()
    {
        // More than one look's worth, with names that no language's order sorts like bytes.
        await notes.Execute("""
            insert into note (id, customer_id, text, stars, written_at)
            select gen_random_uuid(), 'walk' || case n % 2 when 0 then '-' else '' end || n, 'x', 1, now()
            from generate_series(1, 250) n, generate_series(1, 3)
            """);
        var seen = new ConcurrentBag<string>();

        var run = await notes.Keeper.ForEachCustomer(
            async (sender, cancellationToken) =>
            {
                var name = sender.Customer!.Value.Value;
                if (!name.StartsWith("walk", StringComparison.Ordinal))
                    return;
                seen.Add(name);
                if (name == "walk7")
                    throw new InvalidOperationException("One customer's trouble.");
                if (name == "walk-8")
                    await sender.Send(new RewriteNote(default, "x"), cancellationToken: cancellationToken);
                (await sender.Query(new ListNotes(), cancellationToken)).Items.Count.ShouldBe(3);
            },
            cancellationToken: Cancel);

        seen.Count.ShouldBe(250);
        seen.Distinct().Count().ShouldBe(250);
        run.ShouldSatisfyAllConditions(
            () => run.Failed.ShouldBe(2), () => run.Done.ShouldBeGreaterThanOrEqualTo(248), () => run.IsComplete.ShouldBeTrue());
        notes.Service.Log.Lines.ShouldContain(line => line.Contains("customer walk7 failed"));
        notes.Service.Log.Lines.ShouldContain(line => line.Contains("customer walk-8 was refused (not_found)"));
    }

    [Fact]
    public async Task Ends_a_run_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        await notes.Keeper.For(customer).Send(new WriteNote("x", 1), cancellationToken: Cancel);

        await Should.ThrowAsync<OperationCanceledException>(() => notes.Keeper.ForEachCustomer(
            async (_, cancellationToken) =>
            {
                await stop.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            },
            cancellationToken: stop.Token));
    }

    [Fact]
    public async Task No_token_can_claim_its_name()
    {
        using var thief = notes.Service.SignIn(new Caller(
            UserId.Parse("service:notes/note-keeper"), Role.CustomerUser, customer));
        using var actor = notes.Service.SignIn(
            new Caller(UserId.Parse("ann"), Role.CustomerUser, customer) { Actor = UserId.Parse("service:notes/note-keeper") });

        await (await thief.GetAsync("/notes", Cancel)).ShouldBeProblem(HttpStatusCode.Unauthorized, "invalid_token");
        await (await actor.GetAsync("/notes", Cancel)).ShouldBeProblem(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public void Connections_that_would_show_nothing_are_not_handed_out()
    {
        var error = Should.Throw<PlatformException>(() => notes.Service.Services.GetRequiredService<NpgsqlDataSource>());

        error.Code.ShouldBe("TDP0365");
    }

    [Fact]
    public void A_wrong_identity_ends_the_start_with_all_that_is_wrong()
    {
        var error = Should.Throw<PlatformException>(
            () => notes.Service.Services.GetRequiredService<IPlatformSender<Impostor>>());

        error.Code.ShouldBe("TDP0360");
        error.Message.ShouldContain("the name 'Impostor!'");
        error.Message.ShouldContain("'WriteNote' does not allow the role PlatformAdministrator");
        error.Message.ShouldContain("'String' is not a command or query");
        Should.Throw<PlatformException>(
            () => notes.Service.Services.GetRequiredService<IPlatformSender<PlatformSenderTests>>())
            .Message.ShouldContain("no [ServiceIdentity]");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<T> Scalar<T>(string sql) => notes.Service.Database.Scalar<T>(sql, Cancel);

    private Task<string> Audited() => Scalar<string>($"""
        select operation || ' ' || actor || ' ' || role || ' ' || outcome || ' ' || coalesce(on_behalf_of, '-')
        from tdp.audit where customer_id = '{customer}'
        """);

#pragma warning disable TDP1057 // Wrong on purpose.
    [ServiceIdentity("Impostor!", Role.PlatformAdministrator, typeof(WriteNote), typeof(string))]
    private sealed class Impostor;
#pragma warning restore TDP1057
}
