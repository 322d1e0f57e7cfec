namespace Templates.Tests.Services;

/// <summary>A new service with two queries and two commands added, built with warnings as errors.</summary>
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
        await templates.Dotnet(Name, "build", "-nologo", "-clp:NoSummary");
        await templates.Dotnet(Name, "tool", "restore");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Task<string> Dotnet(params string[] arguments) => templates.Dotnet(Name, arguments);
}
