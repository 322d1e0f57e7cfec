using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Processes;

public sealed class WorkflowTests
{
    private static readonly CustomerId Acme = CustomerId.Parse("acme");
    private static readonly Refusal No = new("tests.no", "No.");

    [Fact]
    public void Its_steps_run_one_after_the_other_and_use_earlier_answers()
    {
        var run = Begun("near");

        run.Sent.ShouldBe([new BookFlight("near")]);
        run.Succeed(new FlightTicket("LH 1"));
        run.Sent[^1].ShouldBe(new BookHotel("near", "LH 1"));
        run.Succeed();
        run.Steps.Select(s => $"{s.Name} {s.Outcome}").ShouldBe(["BookFlight Done", "BookHotel Done", "RentCar Running"]);
        run.Succeed();

        run.State.ShouldBeOfType<Workflow<BookTrip, TripWanted>.Finished>();
        run.Events.ShouldBe([new TripDecided("near", true)]);
    }

    [Fact]
    public void A_refused_step_undoes_those_before_it_in_reverse_order()
    {
        var run = Begun("far");
        run.Succeed(new FlightTicket("LH 1"));
        run.Succeed();

        run.Refuse(No);

        run.Steps.Select(s => $"{s.Name} {s.Outcome}").ShouldBe(["BookFlight Done", "BookHotel Undoing", "RentCar Refused"]);
        run.Steps[^1].Refusal.ShouldBe("tests.no: No.");
        run.Sent[^1].ShouldBe(new CancelHotel("far"));
        run.Succeed();
        run.Sent[^1].ShouldBe(new CancelFlight("LH 1"));
        run.Succeed();
        run.State.ShouldBeNull();
        run.Events.ShouldBe([new TripDecided("far", false)]);
    }

    [Fact]
    public void An_event_undoes_what_is_done_also_while_a_step_runs()
    {
        var run = Begun("near");
        run.Succeed(new FlightTicket("LH 1"));
        run.On(new TripCancelled(Acme, "near")).ShouldBeTrue();
        run.Sent.Count.ShouldBe(2);

        run.Succeed();

        run.Sent[^1].ShouldBe(new CancelHotel("near"));
        // Wanted again before all of it is undone.
        run.On(new TripWanted(Acme, "near"));
        run.Succeed();
        run.Succeed();
        run.Sent[^1].ShouldBe(new BookFlight("near"));
        run.Steps.Select(s => s.Name).ShouldBe(["BookFlight"]);
    }

    // Whatever comes, in whatever order and however often: it comes to rest with all of it or nothing of it.
    [Fact]
    public void Nothing_is_undone_twice_or_before_what_relies_on_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), (Action<int[]>)(choices =>
        {
            var (run, booked) = (new WorkflowRun<BookTrip, TripWanted>(DateTimeOffset.UnixEpoch), new List<string>());

            run.Play(choices, [_ => new TripWanted(Acme, "near"), _ => new TripCancelled(Acme, "near")], command => Take(command, booked));
            run.Settle(within: TimeSpan.Zero, command => Take(command, booked));

            booked.ShouldBe(run.State is null ? [] : ["flight", "hotel"]);
            run.Steps.ShouldAllBe(step => step.Outcome == StepOutcome.Done);
        })));

    [Fact]
    public async Task What_is_still_to_be_undone_is_seen_and_a_replay_goes_on_from_there()
    {
        await using var service = await NotesService.Start();
        var maintenance = service.Client(Role.PlatformMaintenance);
        await service.Publish(new TripWanted(Acme, "stuck"));

        await Until(async () => (await maintenance.Page(new ListFailedMessages())).Items.Count == 1);

        var failed = (await maintenance.Page(new ListFailedMessages())).Items.Single();
        failed.Cause.ShouldBe(HotelHandler.NotCancellable.Code);
        var one = (await maintenance.Page(new ListProcesses())).Items.ShouldHaveSingleItem();
        one.State.ShouldBe("Undoing");
        using var body = JsonDocument.Parse((await maintenance.Query(new GetProcess(one.Id))).Body);
        var steps = body.RootElement.GetProperty("steps");
        steps.EnumerateArray().Select(s => $"{s.GetProperty("name")} {s.GetProperty("outcome")}")
            .ShouldBe(["BookFlight done", "BookHotel undoing", "RentCar refused"]);
        steps[0].GetProperty("undo").GetProperty("body").GetProperty("flight").GetString().ShouldBe("LH stuck");

        await service.Database.Scalar<int>("""update tdp.process_command set body = '{"trip":"freed"}' returning 1""");
        await maintenance.Send(new ReplayMessage(failed.Id));
        await Until(async () => (await service.Events<TripDecided>()).Count == 1);
        (await service.Events<TripDecided>()).Single().IsBooked.ShouldBeFalse();
        (await maintenance.Query(new GetProcess(one.Id))).Steps.Select(s => s.Message).ShouldBe(
        [
            "CancelFlight succeeded", "CancelHotel succeeded", "RentCar refused: trips.no_car", "BookHotel succeeded",
            "BookFlight succeeded", "TripWanted",
        ]);
    }

    private static FlightTicket? Take(object command, List<string> booked)
    {
        switch (command)
        {
            case BookFlight:
                booked.ShouldBeEmpty();
                booked.Add("flight");
                return new FlightTicket("LH 1");
            case BookHotel:
                booked.ShouldBe(["flight"]);
                booked.Add("hotel");
                return null;
            case CancelHotel:
                booked.ShouldBe(["flight", "hotel"]);
                booked.Remove("hotel");
                return null;
            case CancelFlight:
                booked.ShouldBe(["flight"]);
                booked.Remove("flight");
                return null;
            default:
                return null;
        }
    }

    private static WorkflowRun<BookTrip, TripWanted> Begun(string trip)
    {
        var run = new WorkflowRun<BookTrip, TripWanted>(DateTimeOffset.UnixEpoch, key: trip);
        run.On(new TripWanted(Acme, trip));
        return run;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await isSo())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
