using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Client.Deprecations;
using TestDigitalPlatform.Client.Resilience;
using TestDigitalPlatform.Client.Tokens;
using TestDigitalPlatform.Configuration;

namespace TestDigitalPlatform;

/// <summary>Adds HTTP clients with timeouts, retries and circuit breakers.</summary>
public static class PlatformClientExtensions
{
    /// <summary>Adds a typed client with timeouts, retries of calls that are safe to repeat, and a circuit
    /// breaker.</summary>
    /// <remarks>A call that times out, or is not made because the circuit breaker is open, throws an
    /// <see cref="HttpRequestException"/>. Adding the same name again changes nothing. An option outside its limits is reported
    /// when the host starts, or when the client is made if it never does (TDP0303).</remarks>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The client's name, for its configuration section and in logs.</param>
    /// <param name="address">The base address; the configuration can override it.</param>
    /// <param name="configure">Changes the options after they were read from the configuration, as
    /// <c>builder.Services.Configure&lt;PlatformClientOptions&gt;(name, …)</c> does.</param>
    /// <typeparam name="TClient">The client: a class whose constructor takes an <see cref="HttpClient"/>.</typeparam>
    public static IHttpClientBuilder AddPlatformClient
        <[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this IHostApplicationBuilder builder, string name, Uri address, Action<PlatformClientOptions>? configure = null)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(ClientPipeline) && Equals(s.ServiceKey, name)))
            return services.AddHttpClient(name);

        var options = services.AddSection<PlatformClientOptions>($"{PlatformClientOptions.SectionName}:{name}", name);
        if (configure is not null)
            options.Configure(configure);
        // One for all handlers of the client, which come and go: the breaker remembers across them.
        services.AddKeyedSingleton(name, (provider, _) => new ClientPipeline(
            name,
            provider.OptionsOf(name),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddKeyedSingleton(name, (provider, _) => new DeprecationNotices(
            name, provider.GetRequiredService<ILoggerFactory>().CreateLogger(ClientPipeline.LogCategory)));
        return services
            .AddHttpClient<TClient>(name, (provider, client) =>
            {
                var options = provider.OptionsOf(name);
                client.BaseAddress = Folder(options.Address ?? address);
                // The pipeline's limits end when the answer begins; this one holds for its body too.
                client.Timeout = options.TotalTimeout + options.AttemptTimeout;
                client.MaxResponseContentBufferSize = options.MaxResponseBytes;
            })
            .AddHttpMessageHandler(provider =>
                new DeprecationHandler(provider.GetRequiredKeyedService<DeprecationNotices>(name)))
            .AddHttpMessageHandler(provider =>
                new ResilienceHandler(provider.GetRequiredKeyedService<ClientPipeline>(name)));
    }

    /// <summary>Adds a client of one of the platform's services: see <see cref="ServiceClient"/>.</summary>
    /// <remarks>Like <see cref="AddPlatformClient{TClient}"/>, but redirects are not followed, because services have
    /// none. Add the access token with <see cref="WithAccessToken"/>.</remarks>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The service's name, for its configuration section and in logs.</param>
    /// <param name="address">The service's address; the configuration can override it.</param>
    /// <param name="configure">Changes the options after they were read from the configuration, as
    /// <c>builder.Services.Configure&lt;PlatformClientOptions&gt;(name, …)</c> does.</param>
    /// <typeparam name="TClient">
    /// The client: a class that derives from <see cref="ServiceClient"/>.
    /// </typeparam>
    public static IHttpClientBuilder AddServiceClient
        <[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this IHostApplicationBuilder builder, string name, Uri address, Action<PlatformClientOptions>? configure = null)
        where TClient : ServiceClient => builder
            .AddPlatformClient<TClient>(name, address, configure)
            .UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (false, false));

    /// <summary>Adds an access token to each request (RFC 6750, section 2.1).</summary>
    /// <param name="client">The client.</param>
    /// <param name="source">Returns the token; called for each attempt, so cache the token until it is about to
    /// expire.</param>
    public static IHttpClientBuilder WithAccessToken(
        this IHttpClientBuilder client, Func<IServiceProvider, CancellationToken, ValueTask<string>> source)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(source);
        return client.AddHttpMessageHandler(provider => new AccessTokenHandler(provider, source));
    }

    // Without a slash at its end, the last part of an address would be taken for a file's name and left out.
    private static Uri Folder(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    private static PlatformClientOptions OptionsOf(this IServiceProvider services, string name) =>
        services.GetRequiredService<IOptionsMonitor<PlatformClientOptions>>().Get(name);
}
