namespace TestDigitalPlatform.Core.Tests.OpenConnections;

/// <summary>One database for the tests of a class: two tasks of acme, one of globex, and one place to open.</summary>
public sealed class OpenTasks : IAsyncLifetime
{
    internal TaskService Service { get; private set; } = null!;

    internal Guid First { get; private set; }

    public async ValueTask InitializeAsync()
    {
        // Whoever does not return a connection is found out by the next who wants one.
        Service = await TaskService.Start(connection => connection + ";Maximum Pool Size=2;Timeout=5");
        First = (await Service.Add(new AddTask("First"))).Answer;
        await Service.Add(new AddTask("Second", First));
        await Service.Add(new AddTask("Of globex"), TaskService.Globex);
    }

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();

    internal Task<long> Count(Caller? caller) => Service.Db(caller).Open(
        async open => (long)(await OpenTests.Command(open, "select count(*) from task").ExecuteScalarAsync(open.CancellationToken))!,
        default);
}
