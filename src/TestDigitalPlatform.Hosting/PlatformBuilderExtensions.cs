using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Hosting.Binding.Validation;
using TestDigitalPlatform.Hosting.Connections;
using TestDigitalPlatform.Hosting.Deprecations;
using TestDigitalPlatform.Hosting.Development;
using TestDigitalPlatform.Hosting.Docs;
using TestDigitalPlatform.Hosting.Encryption;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Hosting.Files;
using TestDigitalPlatform.Hosting.Health;
using TestDigitalPlatform.Hosting.Languages;
using TestDigitalPlatform.Hosting.Limits;
using TestDigitalPlatform.Hosting.Messages;
using TestDigitalPlatform.Hosting.Modules;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Hosting.Start;
using TestDigitalPlatform.Hosting.Telemetry;
using TestDigitalPlatform.Hosting.Webhooks.Incoming;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Queries;
using TestDigitalPlatform.Settings;
using TestDigitalPlatform.Start;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform;

/// <summary>Adds the platform to an ASP.NET Core application.</summary>
public static class PlatformBuilderExtensions
{
    /// <summary>
    /// Adds the platform for the service's queries and commands. Call the generated overload, which sets the
    /// definition.
    /// </summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="service">The service's name, which is also the name of its database, roles and connection
    /// strings.</param>
    /// <param name="definition">The service's operations, from the generator.</param>
    /// <param name="configure">Changes the options after they were read from the section <c>Platform</c>.</param>
    /// <exception cref="PlatformException">The configuration can't work; the message says how to correct it.</exception>
    /// <exception cref="AggregateException">Several things are wrong with it: a <see cref="PlatformException"/> for
    /// each.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public static WebApplicationBuilder AddPlatform(
        this WebApplicationBuilder builder, string service, ServiceDefinition definition,
        Action<PlatformOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(definition);
        if (builder.Services.Any(s => s.ServiceType == typeof(ServiceDefinition)))
            return builder;

        definition = builder.WithModules(definition);
        var errors = new StartErrors();
        StartLoggerFactory.Add(builder.Services);
        ListeningServer.Add(builder.Services);
        errors.Try(() => DeprecationExtensions.Check(definition.Endpoints.Select(e => e.Operation)));
        builder.QuietenLogs();
        DocumentBuild.Configure(builder, service);
        DevelopmentConsole.Add(builder);
        var options = builder.AddOptions(configure, errors);
        builder.Services.AddSingleton(definition);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddServer();
        if (options.MigrateOnly)
            builder.Services.AddSingleton<IServer, NoServer>();
        errors.Try(() => builder.AddTokens(options.Tokens));
        errors.Try(() => builder.AddDatabase(service, options));
        errors.Try(() => builder.AddKeys(definition, options.MigrateOnly));
        errors.Try(() => builder.AddCache(definition, options));
        builder.AddInProcess(definition);
        builder.Services.AddLocalization(localization => localization.ResourcesPath = "Resources");
        builder.Services.AddSingleton<Translations>();
        errors.Try(() => builder.AddMessages(service, definition, options.MigrateOnly));
        builder.AddIncomingWebhooks(definition, options.MigrateOnly, errors);
        builder.Services.AddOwnEndpoints();
        builder.Services.AddPlatformOpenApi(
            services => new DescribedService(
                service, definition.Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
                [.. definition.Endpoints.Select(e => e.Operation)], definition.Assembly)
            {
                Maintenance = [.. Maintenance(services.GetRequiredService<ServiceDefinition>()).Select(e => e.Operation)],
            },
            hasMaintenance: HasMaintenance(definition));
        builder.Services.AddHostedService<PlatformStart>();
        builder.AddPlatformHealth();
        errors.Try(() => builder.AddPlatformTelemetry(service));
        errors.Throw();
        return builder;
    }

    /// <summary>Maps the service's operations, behind authentication, limits and problem details.</summary>
    public static WebApplication MapPlatform(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("TestDigitalPlatform.Problems");
        app.UseRequestLines();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => ProblemOfException.Write(
                context, context.Features.Get<IExceptionHandlerFeature>()!.Error, logger),
            // What is a failure of ours is logged there; a body that is too large or breaks off is none.
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseRequestForm();
        app.UseLoopbackNames();
        app.UseRouting();
        // An operation words its problems itself.
        app.UseWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is null,
            other => other.UseStatusCodePages(status => Problem.Write(status.HttpContext, ProblemOfAnswer(status.HttpContext))));
        var definition = app.Services.GetRequiredService<ServiceDefinition>();
        app.UseDeprecations(definition);
        app.UseMiddleware<CallerMiddleware>();
        app.UseWhen(
            static context => context.GetEndpoint() is { } endpoint && OwnEndpoint.Of(endpoint) is not null,
            own => own.UseMiddleware<EndpointGate>());
        foreach (var endpoint in definition.Endpoints)
            endpoint.Map(app);
        foreach (var endpoint in Maintenance(definition, app.Services))
            endpoint.Map(app);
        app.MapIncomingWebhooks();
        if (app.Services.GetRequiredService<PlatformOptions>().Docs is true)
        {
            app.MapDocuments();
            app.MapScalar();
        }

        app.MapPlatformHealth();
        return app;
    }

    // What handles no events has no error queue, and pays nothing for it; nor for keys, without sensitive values.
    private static IReadOnlyList<OperationEndpoint> Maintenance(ServiceDefinition definition) =>
    [
        .. PlatformOperations.Endpoints.Where(
            e => IsAboutKeys(e) ? SensitiveMembers.AnyIn(definition) || definition.Offered.Count > 0
                : IsAboutWebhooks(e) ? definition.Offered.Count > 0
                : IsAboutProcesses(e) ? definition.Processes.Count > 0
                : definition.Handled.Count > 0),
    ];

    /// <summary>Whether a service has operations of the platform.</summary>
    internal static bool HasMaintenance(ServiceDefinition definition) => Maintenance(definition).Count > 0;

    private static bool IsAboutWebhooks(OperationEndpoint endpoint) =>
        endpoint.Operation.Message.Namespace == typeof(WebhookSummary).Namespace;

    private static bool IsAboutProcesses(OperationEndpoint endpoint) =>
        endpoint.Operation.Path.StartsWith("/platform/processes", StringComparison.Ordinal);

    private static bool IsAboutKeys(OperationEndpoint endpoint) =>
        endpoint.Operation.Message == typeof(RotateCustomerKey) || endpoint.Operation.Message == typeof(EraseCustomer)
        || endpoint.Operation.Message == typeof(GetKeyChanges);

    // Who tells events can be asked for their history.
    private static IEnumerable<OperationEndpoint> Maintenance(ServiceDefinition definition, IServiceProvider services) =>
        definition.Handled.Count == 0
            && services.GetService<IServiceProviderIsService>()?.IsService(typeof(IMessageTransport)) is true
                ? PlatformOperations.Endpoints
                    .Where(e => e.Operation.Message == typeof(DeliverHistory) || e.Operation.Message == typeof(GetHistoryDelivery))
                    .Concat(Maintenance(definition))
                : Maintenance(definition);

    private static Problem ProblemOfAnswer(HttpContext context) => context.GetEndpoint() is RouteEndpoint
        ? ProblemOfException.OfEndpoint(context.Response.StatusCode)
        : ProblemOfException.OfStatus(context.Response.StatusCode);

    // A line for each request and each statement costs more than serving it; whoever wants them says so in the
    // configuration.
    private static void QuietenLogs(this WebApplicationBuilder builder) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:Npgsql", "Warning"),
                new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
            ],
        });

    // Read at once too, for what decides how the service is composed: whether it only migrates, and whose tokens count.
    private static PlatformOptions AddOptions(
        this WebApplicationBuilder builder, Action<PlatformOptions>? configure, StartErrors errors)
    {
        var isDevelopment = builder.Environment.IsDevelopment();
        builder.Services.AddOptions<PlatformOptions>()
            .BindConfiguration(PlatformOptions.SectionName)
            .Configure(options => configure?.Invoke(options))
            .PostConfigure(options => options.Docs ??= isDevelopment)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PlatformOptions>, PlatformOptionsCheck>();
        builder.Services.AddSingleton(s => s.GetRequiredService<IOptions<PlatformOptions>>().Value);

        var read = new PlatformOptions();
        errors.Add(RenamedOptions.Find(builder.Configuration));
        errors.Try(() => read = OptionsCheck.Read<PlatformOptions>(builder.Configuration, PlatformOptions.SectionName));
        configure?.Invoke(read);
        errors.Add(PlatformOptionsCheck.Find(read).Select(failure => new PlatformException(failure.Code, failure.Message)));
        errors.Try(() => builder.CheckSection<MessageOptions>(MessageOptions.SectionName));
        errors.Try(() => builder.CheckSection<PlatformFileOptions>(PlatformFileOptions.SectionName));
        return read;
    }

    // Validated again at the start, with what code has changed; here, so that one start reports it with everything else.
    private static void CheckSection<T>(this WebApplicationBuilder builder, string section)
        where T : class, new() =>
        OptionsCheck.Check(section, OptionsCheck.Read<T>(builder.Configuration, section));

    private static void AddServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(s => MemoryLimits.Of(s.GetRequiredService<PlatformOptions>()));
        builder.AddConnections();
        builder.Services.AddOptions<HostOptions>().Configure<PlatformOptions>(
            (host, options) => host.ShutdownTimeout = options.DrainTimeout);
        builder.Services.AddSingleton<RequestGate>();
        builder.Services.AddSingleton<Transfers>();
    }

    private static void AddDatabase(this WebApplicationBuilder builder, string service, PlatformOptions options)
    {
        var (name, role) = options.MigrateOnly ? ($"{service}-owner", "owner") : (service, "app");
        // What only migrates has one role, and a shell takes no hyphen in a variable's name.
        var connectionString = builder.Configuration.GetConnectionString(name)
            ?? builder.Configuration.GetConnectionString(service)
            ?? throw new PlatformException(
                "TDP0302",
                $"No connection string '{name}' is set. Set ConnectionStrings__{name} to the service's database, as "
                + $"the role {service}_{role}.");
        CheckConnectionString(name, connectionString);
        if (builder.Configuration.GetConnectionString($"{service}-owner") is { } owner)
            CheckConnectionString($"{service}-owner", owner);
        var services = builder.Services;
        services.AddSingleton(s => new Database(
            Database.Connect(connectionString, s.GetRequiredService<ILoggerFactory>()), connectionString, service,
            s.GetRequiredService<ILoggerFactory>()));
        // A connection of the service's role shows no rows until a caller's isolation is set, so it would fail silently.
        services.TryAddSingleton<NpgsqlDataSource>(_ => throw Database.NotHandedOut(service));
        services.AddFiles();
        services.AddSingleton<QueryPipeline>();
        services.AddSingleton<CommandPipeline>();
        services.AddSingleton<DatabaseStart>();
        if (!options.MigrateOnly)
            services.AddHostedService<Housekeeping>();
    }

    internal static void CheckConnectionString(string name, string connectionString)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 })
                return;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // Not as an inner exception: it may quote the password.
            throw new PlatformException("TDP0339", $"The connection string '{name}' can't be read. Write "
                + $"ConnectionStrings__{name} as Host=…;Port=…;Database=…;Username=…;Password=…, and quote a value "
                + "that contains a semicolon, an equals sign or quotes.");
        }

        throw new PlatformException(
            "TDP0339", $"The connection string '{name}' has no server. Add Host=… to ConnectionStrings__{name}.");
    }

    private static void AddCache(
        this WebApplicationBuilder builder, ServiceDefinition definition, PlatformOptions options)
    {
        var services = builder.Services;
        var groups = definition.Endpoints.Select(e => e.Settings).OfType<SettingsGroup>().Distinct().ToArray();
        services.AddSingleton(s => new CacheInvalidation(
            [.. definition.Endpoints.Select(e => e.Operation), .. groups.Length > 0 ? [SettingsCache.Signal] : (Operation[])[]],
            s.GetRequiredService<TimeProvider>())
        { OnNews = s.GetRequiredService<Database>().News.Happened });
        if (groups.Length > 0)
            services.AddSettings(groups);
        services.AddSingleton(s => new QueryCache(
            s.GetRequiredService<CacheInvalidation>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<MemoryLimits>().Cache));
        services.AddSingleton<CacheSignals>();
        if (!options.MigrateOnly)
            services.AddHostedService(s => s.GetRequiredService<CacheSignals>());
    }

    private static void AddSettings(this IServiceCollection services, SettingsGroup[] groups)
    {
        foreach (var same in groups.GroupBy(group => group.Name).Where(same => same.Count() > 1))
            throw new PlatformException("TDP0362", $"The settings {string.Join(" and ", same.Select(g => $"'{g.Type.Name}'"))} "
                + $"have the same name, '{same.Key}', so one would overwrite the other. Give each record a name of its own.");
        services.AddSingleton<IReadOnlyList<SettingsGroup>>(groups);
        services.AddSingleton<SettingsCache>();
    }

    private static void AddInProcess(this WebApplicationBuilder builder, ServiceDefinition definition)
    {
        var services = builder.Services;
        services.AddSingleton(new InProcessOperations(definition.Endpoints.Select(e => e.InProcess)));
        services.AddSingleton<IMessageLimits, MessageLimits>();
        services.AddSingleton<Pipelines>();
        services.AddSingleton<MessageGate>();
        services.AddSingleton<CustomerWalk>();
        services.TryAddSingleton(typeof(IPlatformSender<>), typeof(PlatformSender<>));
    }
}
