using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace TestDigitalPlatform.Hosting.Connections;

internal static class ConnectionsBuilderExtensions
{
    // Kestrel reads it once in a process, when its first server is made.
    private const string StrictLines = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    /// <summary>Bounds what clients may take of the process before anybody knows who they are.</summary>
    internal static void AddConnections(this WebApplicationBuilder builder)
    {
        // RFC 9112, section 2.2 lets a server accept a bare line feed; a proxy that doesn't would see other requests.
        AppContext.SetSwitch(StrictLines, true);
        var services = builder.Services;
        services.AddOptions<KestrelServerOptions>().Configure<PlatformOptions>(ServerLimits.Apply);
        services.AddSingleton(s => new Proxies(s.GetRequiredService<PlatformOptions>().Connections.Proxies));
        services.AddSingleton<ClientConnections>();
        services.Decorate<IConnectionListenerFactory>(
            (inner, s) => new GuardedListeners(inner, s.GetRequiredService<ClientConnections>()));
        services.Decorate<IServer>((inner, _) => new GuardedServer(inner));
    }

    private static void Decorate<TService>(
        this IServiceCollection services, Func<TService, IServiceProvider, TService> decorate)
        where TService : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            var descriptor = services[i];
            if (descriptor.ServiceType == typeof(TService) && !descriptor.IsKeyedService)
                services[i] = ServiceDescriptor.Singleton(s => decorate(Make<TService>(descriptor, s), s));
        }
    }

    private static TService Make<TService>(ServiceDescriptor descriptor, IServiceProvider services) =>
        (TService)(descriptor.ImplementationInstance ?? descriptor.ImplementationFactory?.Invoke(services)
            ?? ActivatorUtilities.CreateInstance(services, descriptor.ImplementationType!));
}
