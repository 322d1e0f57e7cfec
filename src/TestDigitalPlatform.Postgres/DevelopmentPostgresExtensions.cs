using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Development;
using TestDigitalPlatform.Postgres;
using TestDigitalPlatform.Postgres.Development;

namespace TestDigitalPlatform;

/// <summary>Gives a service in Development its own database.</summary>
public static class DevelopmentPostgresExtensions
{
    /// <summary>
    /// In the Development environment, and only if no connection string of the service is set: starts a private
    /// PostgreSQL, creates the service's database, one for its messages, and roles, and sets the connection strings.
    /// </summary>
    /// <remarks>
    /// <para>Call it before <c>AddPlatform</c>. It waits until the server accepts connections: about half a second, and
    /// a few seconds the first time. The data is in <c>.tdp/&lt;service&gt;</c> next to the solution, else next to
    /// the project. The server stops with the service, even after a crash.</para>
    /// <para>With a connection string, or outside Development, it does nothing and does not need the
    /// server's programs.</para>
    /// </remarks>
    /// <param name="builder">The application's builder.</param>
    /// <param name="service">The service's name, as passed to <c>AddPlatform</c>.</param>
    /// <param name="configure">Changes how the server is started, for example its port.</param>
    /// <exception cref="PostgresSetupException">
    /// It already runs (TDP0200), no server programs were found (TDP0201), or another setup error.
    /// </exception>
    public static TBuilder AddDevelopmentPostgres<TBuilder>(
        this TBuilder builder, string service, Action<EmbeddedPostgresOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Environment.IsDevelopment() && builder.Configuration.GetConnectionString(service) is null)
            builder.Start(service, configure);
        return builder;
    }

    private static void Start(
        this IHostApplicationBuilder builder, string service, Action<EmbeddedPostgresOptions>? configure)
    {
        var root = DevelopmentFolder.Of(builder.Environment.ContentRootPath);
        DevelopmentFolder.Make(root);
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(root, service),
            Progress = step => Console.Error.WriteLine($"PostgreSQL: {step}"),
        };
        configure?.Invoke(options);

        // The connection string has to be there when the services that need it are added, and adding is not awaited.
        var (postgres, connections, messages) = Task.Run(() => Start(options, service)).GetAwaiter().GetResult();
        builder.Configuration[$"ConnectionStrings:{service}"] = connections.App;
        builder.Configuration[$"ConnectionStrings:{service}-owner"] = connections.Owner;
        if (builder.Configuration.GetConnectionString("messages") is null)
        {
            builder.Configuration["ConnectionStrings:messages"] = messages.App;
            builder.Configuration["ConnectionStrings:messages-owner"] = messages.Owner;
        }

        builder.Services.AddHostedService(services => new DevelopmentServer(
            postgres, options.DataFolder, services.GetRequiredService<ILogger<DevelopmentServer>>()));
    }

    private static async Task<(EmbeddedPostgres, ServiceDatabaseConnections Own, ServiceDatabaseConnections Messages)> Start(
        EmbeddedPostgresOptions options, string service)
    {
        var postgres = await EmbeddedPostgres.Start(options);
        try
        {
            var admin = postgres.AdminConnectionString;
            return (
                postgres,
                await ServiceDatabase.Provision(admin, service, CancellationToken.None),
                await ServiceDatabase.ProvisionMessages(admin, service, CancellationToken.None));
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }
}
