namespace Acme.Workshop;

/// <summary>The service. Tests and other hosts run it in their own process.</summary>
public static class WorkshopService
{
    /// <summary>The name of the service's database, roles and connection strings.</summary>
    public const string Name = "workshop";

    /// <summary>Builds the service. It starts to listen when it is run.</summary>
    /// <param name="args">Configuration, as <c>--name value</c>.</param>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddDevelopmentPostgres(Name);
        builder.AddPlatform(Name);

        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}
