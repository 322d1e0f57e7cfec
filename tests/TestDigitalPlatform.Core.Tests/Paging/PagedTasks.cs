namespace TestDigitalPlatform.Core.Tests.Paging;

/// <summary>Services with tasks, for tests that only read.</summary>
public sealed class PagedTasks : IAsyncLifetime
{
    private TaskService? ten;
    private TaskService? many;

    internal TaskService Ten => ten!;

    /// <summary>One with 25.</summary>
    internal TaskService Many => many!;

    public async ValueTask InitializeAsync() => (ten, many) = (await Start(10), await Start(25));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in (TaskService?[])[ten, many])
        {
            if (service is not null)
                await service.DisposeAsync();
        }
    }

    /// <summary>A service of one's own, with so many tasks.</summary>
    internal static async Task<TaskService> Start(int count)
    {
        var service = await TaskService.Start();
        for (var i = 0; i < count; i++)
        {
            var id = (await service.Add(new AddTask($"task {i:00}"))).Answer;
            if (i % 3 == 0)
                await service.Finish(new FinishTask(id));
        }

        return service;
    }
}
