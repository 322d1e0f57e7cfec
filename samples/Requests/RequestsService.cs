namespace Requests;

/// <summary>The service as a whole; the reference host runs it beside others in one process.</summary>
public static class RequestsService
{
    /// <summary>What its database, its roles and its settings are named after.</summary>
    public const string Name = "requests";

    /// <summary>Builds the service. It starts to listen when it is run.</summary>
    /// <param name="args">Configuration, as <c>--name value</c>.</param>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddDevelopmentPostgres(Name);
        builder.AddPlatform(Name);
        builder.AddWebhooks();
        builder.Services.AddHostedService<UnattendedRequests>();

        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}
