namespace Acme.Workshop;

/// <summary>The service as a whole; tests and other hosts run it in a process of theirs.</summary>
public static class WorkshopService
{
    /// <summary>What its database, its roles and its connection strings are called.</summary>
    public const string Name = "workshop";

    /// <summary>Builds the service; it listens once it is run.</summary>
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
