using Npgsql;

namespace TestDigitalPlatform.Core.Tests.Data;

/// <summary>A role may always change its own defaults, so whoever has run one statement as it can leave some behind.</summary>
public sealed class RoleSettingsTests
{
    [Theory]
    [InlineData("role = 'tasks_platform'")]
    [InlineData("tdp.customer = 'globex'")]
    [InlineData("plan_cache_mode = 'force_generic_plan'")]
    [InlineData("plan_cache_mode = 'force_custom_plan'")]
    [InlineData("parallel_setup_cost = '0'")]
    public async Task Shows_a_customer_its_own_rows_whatever_the_roles_settings_are(string setting)
    {
        await using var service = await TwoCustomers();
        await Alter(service, setting);

        await ShouldBeIsolated(service);
    }

    [Theory]
    [InlineData("role = 'tasks_platform'")]
    [InlineData("tdp.customer = 'globex'")]
    public async Task Stores_for_the_callers_customer_whatever_the_roles_settings_are(string setting)
    {
        await using var service = await TwoCustomers();
        var ofGlobex = await service.Stored.Scalar<Guid>("select id from task where customer_id = 'globex'");
        await Alter(service, setting);

        (await service.Add(new AddTask("Another of acme"))).Refusal.ShouldBeNull();
        var foreign = await service.Finish(new FinishTask(ofGlobex));

        foreign.Refusal!.Code.ShouldBe("not_found");
        (await service.Stored.Scalar<bool>("select done from task where customer_id = 'globex'")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("select set_config('role', 'tasks_platform', false)")]
    [InlineData("select set_config('tdp.customer', 'globex', false)")]
    public async Task Shows_a_customer_its_own_rows_whatever_a_statement_left_in_the_session(string statement)
    {
        await using var service = await TwoCustomers(c => c + ";Maximum Pool Size=1");
        await using (var command = service.Source.CreateCommand(statement))
            await command.ExecuteNonQueryAsync();

        await ShouldBeIsolated(service);
    }

    private static Task<TaskService> TwoCustomers() => TwoCustomers(c => c);

    private static async Task<TaskService> TwoCustomers(Func<string, string> through)
    {
        var service = await TaskService.Start(through);
        await service.Add(new AddTask("Of acme"));
        await service.Add(new AddTask("Of globex"), TaskService.Globex);
        return service;
    }

    // In this database only: the role is every test's.
    private static async Task Alter(TaskService service, string setting)
    {
        var alter = $"alter role tasks_app in database \"{service.Stored.Name}\" set {setting}";
        // From PostgreSQL 15 on a role can't keep a setting that the server does not know; an administrator can.
        if (setting.StartsWith("tdp.", StringComparison.Ordinal))
            await service.Stored.Scalar<int>(alter + "; select 1");
        else
        {
            await using var command = service.Source.CreateCommand(alter);
            await command.ExecuteNonQueryAsync();
        }

        service.Source.Clear();
    }

    private static async Task ShouldBeIsolated(TaskService service)
    {
        // More than five times, so that a generic plan is among the plans.
        for (var i = 0; i < 8; i++)
        {
            (await Count(service, TaskService.Acme)).ShouldBe(1);
            (await Count(service, null)).ShouldBe(0);
            (await Find(service, TaskService.Acme)).ShouldBe("Of acme");
            (await Find(service, TaskService.Globex)).ShouldBe("Of globex");
            (await Find(service, null)).ShouldBeNull();
            (await Titles(service, TaskService.Acme)).ShouldBe(["Of acme"]);
            (await Titles(service, null)).ShouldBeEmpty();
            (await Titles(service, TaskService.Platform)).ShouldBe(["Of acme", "Of globex"]);
        }
    }

    private static Task<long> Count(TaskService service, Caller? caller) =>
        service.Db(caller).One<long>($"select count(*) from task", default);

    private static Task<string?> Find(TaskService service, Caller? caller) =>
        service.Db(caller).Find<string>($"select title from task where title like 'Of %' order by title", default);

    private static async Task<IReadOnlyList<string>> Titles(TaskService service, Caller? caller) =>
        await service.Db(caller).List<string>($"select title from task order by title", default);
}
