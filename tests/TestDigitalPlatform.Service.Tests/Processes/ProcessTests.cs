using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Processes;

public sealed class ProcessTests
{
    private static readonly CustomerId Acme = CustomerId.Parse("acme");
    private static readonly CustomerId Globex = CustomerId.Parse("globex");

    [Fact]
    public async Task An_instance_waits_for_days_sends_commands_and_ends()
    {
        await using var service = await NotesService.Start();
        var maintenance = service.Client(Role.PlatformMaintenance);
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));

        service.Time.Advance(ParcelWatch.Limit);
        await Until(async () => (await service.Events<ParcelReminded>()).Count == 1);
        await Until(async () => await Version(service) == 3);
        service.Time.Advance(ParcelWatch.Limit);
        await Until(async () => (await service.Events<ParcelReminded>()).Count == 2);
        await Until(async () => await Version(service) == 5);
        await service.Publish(new ParcelArrived(Acme, "p1"));

        (await service.Events<ParcelReminded>()).Select(e => e.Number).ShouldBe([1, 2]);
        var one = (await maintenance.Page(new ListProcesses())).Items.ShouldHaveSingleItem();
        (one.Process, one.Key, one.CustomerId, one.State, one.IsRunning, one.WakeAt)
            .ShouldBe(("ParcelWatch", "p1", "acme", "Underway", false, null));
        var whole = await maintenance.Query(new GetProcess(one.Id));
        whole.Steps.Select(s => s.Message).ShouldBe(
            ["ParcelArrived", "RemindOfParcel succeeded", "TimeIsUp", "RemindOfParcel succeeded", "TimeIsUp", "ParcelSent"]);
        whole.Steps[2].Commands.ShouldBe([typeof(RemindOfParcel).FullName!]);
        whole.Commands.ShouldBeEmpty();
        (await service.Database.Scalar<string>("select distinct actor from tdp.audit")).ShouldBe("service:notes/parcel-watch");
    }

    [Fact]
    public async Task A_schedule_tells_each_customer_that_there_is()
    {
        await using var service = await NotesService.Start();
        await service.Ann().Write();
        await service.SignIn(Role.CustomerUser, "globex").Write();
        var year = service.Time.Now.Year + 1;

        service.Time.Advance(new DateTimeOffset(year, 1, 1, 5, 30, 0, TimeSpan.Zero) - service.Time.Now);

        await Until(async () => (await service.Events<YearBegan>()).Count == 2);
        (await service.Events<YearBegan>()).Select(e => e.Customer.Value).Order().ShouldBe(["acme", "globex"]);
        (await service.Events<YearBegan>()).ShouldAllBe(e => e.At == new DateTimeOffset(year, 1, 1, 5, 0, 0, TimeSpan.Zero));
        (await service.Database.Scalar<string>("select key || ' ' || (ended_at is not null) from tdp.process limit 1"))
            .ShouldBe("schedule true");
    }

    [Fact]
    public async Task A_time_that_no_longer_matters_wakes_nobody()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));
        await service.Publish(new ParcelSent(Acme, "p2", service.Time.Now));
        await service.Publish(new ParcelArrived(Acme, "p1"));

        service.Time.Advance(ParcelWatch.Limit);
        await Until(async () => (await service.Events<ParcelReminded>()).Count == 1);

        (await service.Events<ParcelReminded>()).ShouldHaveSingleItem().Parcel.ShouldBe("p2");
    }

    [Fact]
    public async Task Messages_of_one_instance_that_come_at_once_are_all_counted()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));

        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            i => service.Publish(new ParcelSeen(Acme, "p1", $"scan {i}"))));

        seen.ShouldAllBe(outcome => outcome == EventOutcome.Handled);
        (await service.Database.Scalar<string>("select body->>'scans' from tdp.process")).ShouldBe("50");
        (await Version(service)).ShouldBe(51);
    }

    [Fact]
    public async Task Customers_have_instances_of_their_own()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));
        await service.Publish(new ParcelSent(Globex, "p1", service.Time.Now));

        await service.Publish(new ParcelArrived(Globex, "p1"));

        (await service.Database.Scalar<string>("select customer_id from tdp.process where ended_at is null")).ShouldBe("acme");
        (await service.Database.Scalar<long>("select count(*) from tdp.process")).ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_changes_nothing_writes_nothing()
    {
        await using var service = await NotesService.Start();
        (await service.Publish(new ParcelArrived(Acme, "p1"))).ShouldBe(EventOutcome.Handled);
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));

        (await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now))).ShouldBe(EventOutcome.Handled);

        (await Version(service)).ShouldBe(1);
        (await service.Database.Scalar<bool>("select wake_at is not null from tdp.process")).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_has_ended_may_begin_anew()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));
        await service.Publish(new ParcelArrived(Acme, "p1"));

        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));

        (await service.Database.Scalar<bool>("select ended_at is null from tdp.process")).ShouldBeTrue();
        (await Version(service)).ShouldBe(3);
    }

    [Fact]
    public async Task A_refusal_that_the_process_ignores_is_left_to_a_person()
    {
        await using var service = await NotesService.Start();
        var maintenance = service.Client(Role.PlatformMaintenance);
        await service.Publish(new ParcelSent(Acme, "lost", service.Time.Now));

        service.Time.Advance(ParcelWatch.Limit);
        await Until(async () => (await maintenance.Page(new ListFailedMessages())).Items.Count == 1);

        var failed = (await maintenance.Page(new ListFailedMessages())).Items.Single();
        (failed.Type, failed.Cause).ShouldBe((typeof(RemindOfParcel).FullName + ".Due", "parcels.unknown"));
        var one = (await maintenance.Page(new ListProcesses { IsRunning = Filter.Is(true) })).Items.ShouldHaveSingleItem();
        (await maintenance.Query(new GetProcess(one.Id))).Commands.ShouldBe([typeof(RemindOfParcel).FullName!]);
        // Replayed, it is decided anew.
        await service.Database.Scalar<int>("""update tdp.process_command set body = '{"parcel":"found","number":1}' returning 1""");
        await maintenance.Send(new ReplayMessage(failed.Id));
        await Until(async () => (await service.Events<ParcelReminded>()).Count == 1);
        await Until(async () => await service.Database.Scalar<long>("select count(*) from tdp.process_command") == 0);
    }

    [Fact]
    public async Task Nobody_has_a_command_run_by_sending_its_message()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));
        var instance = await service.Database.Scalar<Guid>("select id from tdp.process");

        (await service.Publish(new ForgedCommand(Acme, "ParcelWatch", instance, Step: 1, Place: 0))).ShouldBe(EventOutcome.Failed);
        (await service.Publish(new ForgedTime(Acme, "ParcelWatch", instance, Version: 1))).ShouldBe(EventOutcome.Failed);
        // Even if it looks like the service's own.
        (await service.Publish(new ForgedCommand(Acme, "ParcelWatch", instance, Step: 1, Place: 0), source: "notes"))
            .ShouldBe(EventOutcome.Handled);
        (await service.Publish(new ForgedTime(Acme, "ParcelWatch", instance, Version: 1), source: "notes"))
            .ShouldBe(EventOutcome.Handled);
        (await service.Publish(new ForgedTime(Globex, "ParcelWatch", instance, Version: 1), source: "notes"))
            .ShouldBe(EventOutcome.Handled);
        (await service.Publish(new ForgedTime(null, "ParcelWatch", instance, Version: 1), source: "notes"))
            .ShouldBe(EventOutcome.Failed);
        (await service.Publish(new ForgedSchedule(null, "NewYear", service.Time.Now), source: "notes")).ShouldBe(EventOutcome.Delayed);
        (await service.Publish(
            new ForgedSchedule(null, "NewYear", new DateTimeOffset(service.Time.Now.Year + 1, 1, 1, 5, 0, 0, TimeSpan.Zero)), source: "notes"))
            .ShouldBe(EventOutcome.Failed);

        (await Version(service)).ShouldBe(1);
        (await service.Database.Scalar<long>("select count(*) from tdp.audit")).ShouldBe(0);
    }

    [Fact]
    public async Task A_command_of_an_instance_that_has_ended_tells_nobody_how_it_ended()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new ParcelSent(Acme, "lost", service.Time.Now));
        await service.Database.Scalar<int>("update tdp.process set ended_at = now(), version = 7, began = 7 returning 1");
        var id = await service.Database.Scalar<Guid>("select id from tdp.process");
        await service.Database.Scalar<int>($$"""
            insert into tdp.process_command (instance, step, place, customer_id, type, body)
            values ('{{id}}', 2, 0, 'acme', '{{typeof(RemindOfParcel).FullName}}', '{"parcel":"lost","number":1}') returning 1
            """);

        (await service.Publish(new ForgedCommand(Acme, "ParcelWatch", id, Step: 2, Place: 0), source: "notes"))
            .ShouldBe(EventOutcome.Handled);

        (await service.Database.Scalar<long>("select count(*) from tdp.process_command")).ShouldBe(0);
        (await Version(service)).ShouldBe(7);
    }

    [Fact]
    public async Task A_key_that_cant_be_stored_is_refused()
    {
        await using var service = await NotesService.Start();

        (await service.Publish(new ParcelSeen(Acme, "", "scan"))).ShouldBe(EventOutcome.Failed);
        (await service.Publish(new ParcelSeen(Acme, new string('x', 201), "other scan"))).ShouldBe(EventOutcome.Failed);

        (await service.Database.Scalar<string>("select string_agg(distinct cause, ' ') from tdp.held_message"))
            .ShouldBe("process.key_not_storable");
    }

    [Fact]
    public async Task A_state_that_was_renamed_is_found_by_its_former_name()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));
        await service.Database.Scalar<int>("update tdp.process set state = 'Missing', body = '{\"parcel\":\"p1\"}' returning 1");

        (await service.Publish(new ParcelArrived(Acme, "p1"))).ShouldBe(EventOutcome.Handled);
        await service.Publish(new ParcelSent(Acme, "p2", service.Time.Now));
        await service.Database.Scalar<int>("update tdp.process set state = 'Gone' where key = 'p2' returning 1");
        // A node of another version may know it.
        (await service.Publish(new ParcelArrived(Acme, "p2"))).ShouldBe(EventOutcome.Delayed);

        (await service.Database.Scalar<string>("select cause from tdp.held_message")).ShouldBe("process.unknown_state");
        (await service.Database.Scalar<string>("select state from tdp.process where key = 'p1'")).ShouldBe("Lost");
    }

    [Fact]
    public async Task Maintenance_wakes_moves_and_ends_an_instance_and_the_audit_knows()
    {
        await using var service = await NotesService.Start();
        var maintenance = service.Client(Role.PlatformMaintenance);
        await service.Publish(new ParcelSent(Acme, "p1", service.Time.Now));
        var id = await service.Database.Scalar<Guid>("select id from tdp.process");

        await maintenance.Send(new WakeProcess(id));
        service.Time.Advance(TimeSpan.FromSeconds(1));
        await Until(async () => await Version(service) == 3);
        await maintenance.Send(new MoveProcess(id, "Lost", """{"parcel":"p1"}"""));
        (await Refused(maintenance.Send(new WakeProcess(id)))).ShouldBe("processes.not_waiting");
        (await Refused(maintenance.Send(new MoveProcess(id, "Found", "{}")))).ShouldBe("processes.unknown_state");
        (await Refused(maintenance.Send(new MoveProcess(id, "Lost", "[]")))).ShouldBe("processes.unreadable_state");
        await maintenance.Send(new EndProcess(id));

        (await Refused(maintenance.Send(new EndProcess(id)))).ShouldBe("processes.ended");
        (await maintenance.Query(new GetProcess(id))).Steps.Take(2).Select(s => (s.Message, s.State))
            .ShouldBe([("EndProcess", "Lost"), ("MoveProcess", "Lost")]);
        (await service.Database.Scalar<long>("select count(*) from tdp.audit where operation like '%Process'")).ShouldBe(7);
    }

    private static Task<long> Version(TestService service) =>
        service.Database.Scalar<long>("select coalesce(max(version), 0) from tdp.process");

    private static async Task<string> Refused(Task sent) => (await Should.ThrowAsync<RefusedByServiceException>(sent)).Code;

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
            await Task.Delay(20, deadline.Token);
    }
}
