using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using TestDigitalPlatform.Hosting.Resilience;
using TestDigitalPlatform.Hosting.Start;

namespace TestDigitalPlatform;

/// <summary>Adds HTTP clients that withstand a service's bad moments.</summary>
public static class PlatformClientExtensions
{
    /// <summary>Adds a typed client whose calls have time limits, are repeated where that does no harm, and stop for a
    /// while when the service keeps failing.</summary>
    /// <remarks>A call that finds no answer in time, or is not made because the service keeps failing, ends with an
    /// <see cref="HttpRequestException"/>. Adding the same name again changes nothing.</remarks>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The client's name: of its section in the configuration, and in logs.</param>
    /// <param name="address">The service's base address, with <c>/</c> at its end.</param>
    /// <param name="configure">Changes the options after they were read from the section.</param>
    /// <typeparam name="TClient">The client: a class whose constructor takes an <see cref="HttpClient"/>.</typeparam>
    /// <exception cref="PlatformException">TDP0303: an option is out of its limits.</exception>
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

        var options = builder.Read(name, configure);
        // One for all handlers of the client, which come and go: the breaker remembers across them.
        services.AddKeyedSingleton(name, (provider, _) => new ClientPipeline(
            name,
            options,
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>()));
        return services
            .AddHttpClient<TClient>(name, client =>
            {
                client.BaseAddress = address;
                // The pipeline's limits end when the answer begins; this one holds for its body too.
                client.Timeout = TimeSpan.FromSeconds(options.TotalSeconds + options.AttemptSeconds);
            })
            .AddHttpMessageHandler(provider =>
                new ResilienceHandler(provider.GetRequiredKeyedService<ClientPipeline>(name)));
    }

    private static PlatformClientOptions Read(
        this IHostApplicationBuilder builder, string name, Action<PlatformClientOptions>? configure)
    {
        var section = $"{PlatformClientOptions.SectionName}:{name}";
        var options = new PlatformClientOptions();
        builder.Configuration.GetSection(section).Bind(options);
        configure?.Invoke(options);
        OptionsCheck.Check(section, options);
        return options;
    }
}
