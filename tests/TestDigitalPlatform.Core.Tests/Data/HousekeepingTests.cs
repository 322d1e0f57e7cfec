using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Start;

namespace TestDigitalPlatform.Core.Tests.Data;

public sealed class HousekeepingTests
{
    [Fact]
    public async Task Forgets_answers_that_are_past_their_day_and_no_others()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("Old"), key: "old");
        await service.Add(new AddTask("Young"), key: "young");
        await service.Stored.Scalar<int>("update tdp.idempotency set stored_at = stored_at - interval '25 hours' where key = 'old'; select 1");

        await Run(service);

        (await service.Stored.Scalar<string>("select string_agg(key, ',') from tdp.idempotency")).ShouldBe("young");
    }

    [Fact]
    public async Task Makes_the_partitions_of_the_coming_months_once()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("select 1 from tdp.make_partitions(now() + interval '1 year')");
        const string Count = "select count(*) from pg_inherits where inhparent = 'tdp.audit'::regclass";
        var before = await service.Stored.Scalar<long>(Count);

        await Run(service);

        before.ShouldBe(7);
        (await service.Stored.Scalar<long>(Count)).ShouldBe(before);
    }

    [Fact]
    public async Task Has_this_months_partition_before_the_first_row()
    {
        await using var service = await TaskService.Start();

        await service.Add(new AddTask("First"));

        (await service.Stored.Scalar<long>("select count(*) from tdp.audit_other")).ShouldBe(0);
    }

    private static Task Run(TaskService service)
    {
        using var housekeeping = new Housekeeping(service.Data, TimeProvider.System, NullLogger<Housekeeping>.Instance);
        return housekeeping.Run(default);
    }
}
