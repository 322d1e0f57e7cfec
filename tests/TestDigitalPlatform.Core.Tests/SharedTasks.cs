namespace TestDigitalPlatform.Core.Tests;

/// <summary>A service for tests that leave it as it is, such as those whose statement is refused.</summary>
public sealed class SharedTasks : IAsyncLifetime
{
    private TaskService? service;

    internal TaskService Service => service!;

    public async ValueTask InitializeAsync() => service = await TaskService.Start();

    public ValueTask DisposeAsync() => service?.DisposeAsync() ?? ValueTask.CompletedTask;
}
