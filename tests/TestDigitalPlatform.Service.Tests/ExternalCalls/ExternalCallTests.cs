using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.ExternalCalls;

public sealed class ExternalCallTests
{
    private static readonly CustomerId Acme = CustomerId.Parse("acme");

    [Fact]
    public async Task A_command_orders_one_and_it_is_made_after_the_commit_under_one_key()
    {
        await using var service = await NotesService.Start();
        var courier = service.Services.GetRequiredService<Courier>();
        // The second attempt follows within a second.
        courier.Answer = (parcel, context, _) => courier.Asked.Count == 1
            ? throw new HttpRequestException("The line is dead.")
            : Task.FromResult(new Booking(parcel));

        (await service.Ann().PostAsync("/parcels/p1/ready", null)).EnsureSuccessStatusCode();
        await Until(service, "select state = 'succeeded' from tdp.external_call");

        courier.Asked.Count.ShouldBe(2);
        courier.Asked.ShouldAllBe(a => a.Parcel == "p1" && a.Key == courier.Asked[0].Key);
        var one = (await service.Client(Role.PlatformMaintenance).Page(new ListExternalCalls())).Items.ShouldHaveSingleItem();
        (one.Type, one.CustomerId, one.State, one.Attempts, one.Error).ShouldBe((typeof(TellCourier).FullName!, "acme", "succeeded", 1, null));
        one.Id.ToString().ShouldBe(courier.Asked[0].Key);
    }

    [Fact]
    public async Task A_process_is_told_the_answer()
    {
        await using var service = await NotesService.Start();

        await service.Publish(new ParcelReturned(Acme, "p1"));
        await Until(service, "select ended_at is not null from tdp.process");

        (await service.Database.Scalar<string>("select state || ' ' || (body->>'number') from tdp.process")).ShouldBe("Booked C-p1");
        (await service.Database.Scalar<string>("select message from tdp.process_step where version = 2")).ShouldBe("BookCourier succeeded");
        (await service.Database.Scalar<string>("select commands[1] from tdp.process_step where version = 1"))
            .ShouldBe(typeof(BookCourier).FullName);
    }

    [Fact]
    public async Task A_process_is_told_a_refusal_at_once()
    {
        await using var service = await NotesService.Start();
        service.StubCall<BookCourier, Booking>(_ => throw new RefusedException(new Refusal("courier.closed", "No courier today.")));

        await service.Publish(new ParcelReturned(Acme, "p1"));
        await Until(service, "select ended_at is not null from tdp.process");

        (await service.Database.Scalar<string>("select state || ' ' || (body->>'why') from tdp.process"))
            .ShouldBe("Refused courier.closed");
        (await service.Database.Scalar<long>("select count(*) from tdp.held_message")).ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_that_nobody_takes_note_of_is_in_the_error_queue_and_a_replay_makes_the_call_again_under_another_key()
    {
        await using var service = await NotesService.Start();
        var courier = service.Services.GetRequiredService<Courier>();
        courier.Answer = (_, _, _) => throw new RefusedException(new Refusal("courier.closed", "No courier today."));
        await service.Publish(new ParcelReturned(Acme, "precious"));
        await Until(service, "select count(*) = 1 from tdp.held_message where state = 'failed'");
        var maintenance = service.Client(Role.PlatformMaintenance);
        var failed = (await maintenance.Page(new ListFailedMessages())).Items.ShouldHaveSingleItem();
        (failed.Cause, failed.Type).ShouldBe(("courier.closed", "TestDigitalPlatform.CallEnded"));
        (await maintenance.Page(new ListExternalCalls())).Items.ShouldHaveSingleItem().State.ShouldBe("abandoned");

        courier.Answer = (parcel, _, _) => Task.FromResult(new Booking(parcel));
        await maintenance.Send(new ReplayMessage(failed.Id));
        await Until(service, "select ended_at is not null from tdp.process");

        (await service.Database.Scalar<string>("select body->>'number' from tdp.process")).ShouldBe("precious");
        courier.Asked.Select(a => a.Key).ShouldBe([courier.Asked[0].Key, courier.Asked[0].Key + "-1"]);
        (await service.Database.Scalar<long>("select count(*) from tdp.held_message")).ShouldBe(0);
    }

    [Fact]
    public async Task It_is_retried_for_some_time_and_then_given_up()
    {
        await using var service = await NotesService.Start("Platform:ExternalCalls:GiveUpAfter=02:00:00");
        service.StubCall<BookCourier, Booking>(_ => throw new HttpRequestException("The line is dead."));

        await service.Publish(new ParcelReturned(Acme, "p1"));
        for (var attempt = 1; attempt < 3; attempt++)
        {
            await service.Until(() => Task.FromResult(service.Log.Lines.Count(line => line.Contains("failed in attempt")) == attempt));
            service.Time.Advance(TimeSpan.FromHours(1));
        }

        await Until(service, "select ended_at is not null from tdp.process");
        (await service.Database.Scalar<string>("select body->>'why' from tdp.process")).ShouldBe("call.given_up");
        (await service.Database.Scalar<int>("select attempts from tdp.external_call")).ShouldBe(3);
        (await service.Database.Scalar<string>("select error from tdp.external_call")).ShouldContain("The line is dead.");
    }

    [Fact]
    public async Task One_that_hangs_takes_no_place_of_others()
    {
        await using var service = await NotesService.Start("Platform:ExternalCalls:Concurrency=2");
        var courier = service.Services.GetRequiredService<Courier>();
        courier.Answer = async (parcel, _, cancellationToken) =>
        {
            if (parcel == "slow")
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return new Booking(parcel);
        };
        for (var i = 0; i < 4; i++)
            (await service.Ann().PostAsync("/parcels/slow/ready", null)).EnsureSuccessStatusCode();
        await service.Until(() => Task.FromResult(courier.Asked.Count(a => a.Parcel == "slow") == 2));

        await service.Publish(new ParcelReturned(Acme, "p1"));
        await Until(service, "select ended_at is not null from tdp.process");

        courier.Asked.Count(a => a.Parcel == "slow").ShouldBe(2);
    }

    [Fact]
    public async Task It_belongs_to_the_trace_of_what_ordered_it()
    {
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TestDigitalPlatform",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        var ended = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        spans.ActivityStopped = ended.Enqueue;
        ActivitySource.AddActivityListener(spans);
        await using var service = await NotesService.Start();
        using var click = new HttpRequestMessage(HttpMethod.Post, "/parcels/traced/ready");
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        click.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        (await service.Ann().SendAsync(click)).EnsureSuccessStatusCode();
        await service.Until(() => Task.FromResult(ended.Any(s => s.OperationName == "call TellCourier" && s.TraceId.ToHexString() == trace)));

        var call = ended.First(s => s.OperationName == "call TellCourier" && s.TraceId.ToHexString() == trace);
        call.ParentSpanId.ToHexString().ShouldNotBe("00f067aa0ba902b7");
        call.GetTagItem("tdp.call").ShouldBe("TellCourier");
    }

    private static Task Until(TestService service, string isSo) =>
        service.Until(() => service.Database.Scalar<bool>($"select coalesce(({isSo}), false)"));
}
