namespace Templates.Tests.Services;

/// <summary>A new service with two queries, commands, events and processes added, built with warnings as errors.</summary>
public sealed class BuiltService(NewMachineWithTemplates templates) : IAsyncLifetime
{
    internal const string Name = "Acme.Orders";

    internal NewMachineWithTemplates Templates => templates;

    internal string Folder { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Folder = await templates.New(Name, "-n", Name);
        var project = Path.Combine("src", Name);
        await templates.Dotnet(Name, "restore");
        // From the solution's folder, and from the project's own.
        await templates.Dotnet(Name, "new", "tdp-query", "-n", "CountOpenOrders", "--entity", "Order", "-o", project);
        await templates.Dotnet(Path.Combine(Name, project), "new", "tdp-query", "-n", "CountVisits");
        await templates.Dotnet(Path.Combine(Name, project), "new", "tdp-command", "-n", "ShipOrder", "--entity", "Order");
        await templates.Dotnet(Path.Combine(Name, project), "new", "tdp-command", "-n", "RegisterVisit", "--event", "VisitNoted");
        await templates.Dotnet(Name, "new", "tdp-event", "-n", "OrderPacked", "--entity", "Order", "-o", project);
        await templates.Dotnet(Path.Combine(Name, project), "new", "tdp-event", "-n", "VisitEnded");
        await templates.Dotnet(Name, "new", "tdp-process", "-n", "OrderDeadline", "--entity", "Order", "-o", project);
        await templates.Dotnet(Path.Combine(Name, project), "new", "tdp-process", "-n", "DailyCheck");
        await WriteTheFirstLog(project);
        await templates.Dotnet(Name, "build", "-nologo", "-clp:NoSummary", "-p:ErrorLog=told.sarif%2Cversion=2.1");
        await templates.Dotnet(Name, "tool", "restore");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The way everybody writes it, which the rules of the SDK would have otherwise.
    private Task WriteTheFirstLog(string project) => File.WriteAllTextAsync(
        Path.Combine(Folder, project, "Orders", "FirstLog.cs"),
        """
        namespace Acme.Orders;

        internal sealed class FirstLog(ILogger<FirstLog> logger)
        {
            public void Tell(OrderId order, string title) =>
                logger.LogInformation("Order {Order} has a title of {Length} letters.", order, title.Trim().Length);
        }

        """);

    internal Task<string> Dotnet(params string[] arguments) => templates.Dotnet(Name, arguments);
}
