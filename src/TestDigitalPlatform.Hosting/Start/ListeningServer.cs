using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>The web server, which says in a sentence why it can't listen.</summary>
internal sealed class ListeningServer(IServer server, IConfiguration configuration) : IServer
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        CheckPorts("http_ports");
        CheckPorts("https_ports");
        try
        {
            await server.StartAsync(application, cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw Taken(e);
        }
        // All that a server reads before it listens: addresses, certificates, and its section of the configuration.
        catch (Exception e) when (e is SocketException or IOException or FormatException or InvalidOperationException
            or CryptographicException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new PlatformException("TDP0336", $"The service can't listen on {Addresses()}: {Reason(e)} Correct --urls, "
                + "ASPNETCORE_URLS or the configuration section Kestrel.", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    /// <summary>Puts itself before the server that is there; one of a test stays what it is.</summary>
    internal static void Add(IServiceCollection services)
    {
        var found = services.LastOrDefault(service => service.ServiceType == typeof(IServer));
        if (found?.ImplementationType is not { } type || type.Assembly.GetName().Name != Kestrel)
            return;
        services.Remove(found);
        services.AddSingleton<IServer>(provider => new ListeningServer(
            (IServer)ActivatorUtilities.CreateInstance(provider, type), provider.GetRequiredService<IConfiguration>()));
    }

    // The framework takes what is no number for a host's name, and listens on port 80 of every address.
    private void CheckPorts(string setting)
    {
        var given = configuration[setting]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (given?.FirstOrDefault(port => !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)) is { } wrong)
            throw new PlatformException("TDP0336", $"The service can't listen on port '{wrong}': it is not a number from 0 to "
                + $"65535. Correct ASPNETCORE_{setting.ToUpperInvariant()}.");
    }

    private static PlatformException Taken(IOException e)
    {
        var address = e.Message.Split(' ').Select(word => word.TrimEnd(':'))
            .FirstOrDefault(word => Uri.TryCreate(word, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
        var port = address is null ? (int?)null : new Uri(address).Port;
        return new PlatformException(
            "TDP0335", $"{address ?? "The address"} is already in use by {PortOwner.Of(port)}. Stop "
            + "that process, or choose another port: dotnet run -- --urls http://localhost:<port>, ASPNETCORE_URLS, or "
            + "applicationUrl in Properties/launchSettings.json.", e);
    }

    private static string Reason(Exception e)
    {
        var reasons = (e.InnerException is AggregateException several ? several.InnerExceptions : [e])
            .Select(reason => reason.Message.TrimEnd('.'))
            .Distinct();
        return string.Join("; ", reasons) + (IsForbidden(e)
            ? ". Ports below 1024 require root on many systems. Choose a higher one."
            : ".");
    }

    private static bool IsForbidden(Exception? e) => e switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.AccessDenied } => true,
        AggregateException several => several.InnerExceptions.Any(IsForbidden),
        _ => IsForbidden(e.InnerException),
    };

    private string Addresses() => configuration["urls"] is { Length: > 0 } urls ? urls
        : configuration["http_ports"] is { Length: > 0 } ports ? $"port {ports}"
        : "the address that is configured";
}
