using System.Reflection;
using TestDigitalPlatform.Postgres;

namespace ReferenceHost;

/// <summary>
/// One service of the reference host: built as its own Program builds it, with a container and a port of its own.
/// </summary>
internal sealed record HostedService(string Name, Func<string[], WebApplication> Create, Assembly Assembly)
{
    internal string[] Arguments(
        HostSettings settings, ServiceDatabaseConnections connections, ServiceDatabaseConnections messages, int port) =>
    [
        "--environment=Development",
        $"--contentRoot={settings.DataFolder}",
        $"--urls=http://127.0.0.1:{port}",
        $"--ConnectionStrings:{Name}={connections.App}",
        .. connections.Owner.Length > 0
            ? [$"--ConnectionStrings:{Name}-owner={connections.Owner}"]
            : Array.Empty<string>(),
        $"--ConnectionStrings:messages={messages.App}",
        .. messages.Owner.Length > 0 ? [$"--ConnectionStrings:messages-owner={messages.Owner}"] : Array.Empty<string>(),
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:TestDigitalPlatform.Requests=Information",
        // Several services share the console.
        $"--Logging:Console:FormatterOptions:TimestampFormat=HH:mm:ss '{Name}'",
    ];
}
