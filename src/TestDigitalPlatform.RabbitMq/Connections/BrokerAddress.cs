using System.Data.Common;
using System.Globalization;
using RabbitMQ.Client;

namespace TestDigitalPlatform.RabbitMq.Connections;

/// <summary>Where the broker is, and who signs in there how.</summary>
internal sealed class BrokerAddress
{
    private const int Port = 5672;
    private const int TlsPort = 5671;

    // As large as a broker can be set to accept: what is larger would end the connection again and again.
    private const uint MaxBody = 536_870_912;

    private readonly ConnectionFactory factory;
    private readonly BrokerTls? tls;
    private readonly TimeSpan limit;

    private BrokerAddress(
        IReadOnlyList<(string Host, int Port)> nodes, ConnectionFactory factory, BrokerTls? tls, TimeSpan limit) =>
        (Nodes, this.factory, this.tls, this.limit) = (nodes, factory, tls, limit);

    internal IReadOnlyList<(string Host, int Port)> Nodes { get; }

    internal string VirtualHost => factory.VirtualHost;

    internal string UserName => factory.UserName;

    internal bool IsTls => tls is not null;

    /// <exception cref="PlatformException">TDP0391: it can't be read; TDP0392: a file of TLS can't.</exception>
    internal static BrokerAddress Of(string? connectionString, RabbitMqOptions options)
    {
        var given = string.IsNullOrWhiteSpace(connectionString) ? new Given() : Given.Read(connectionString.Trim());
        var useTls = options.Tls ?? given.Tls ?? false;
        var nodes = Hosts(options.Hosts ?? given.Hosts, useTls ? TlsPort : Port);
        var tls = useTls ? BrokerTls.Of(options) : null;
        var userName = options.UserName ?? given.UserName;
        var factory = new ConnectionFactory
        {
            VirtualHost = options.VirtualHost ?? given.VirtualHost ?? ConnectionFactory.DefaultVHost,
            UserName = userName ?? ConnectionFactory.DefaultUser,
            Password = options.Password ?? given.Password ?? ConnectionFactory.DefaultPass,
            // A connection that was lost is opened again by whoever needs it, who also repeats what was under way.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = options.ConnectTimeout,
            HandshakeContinuationTimeout = options.ConnectTimeout,
            // A queue that has no leader yet, after a restart of the broker, never answers who subscribes: ask again.
            ContinuationTimeout = options.ConnectTimeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(30),
            MaxInboundMessageBodySize = MaxBody,
        };
        if (userName is null && tls?.HasCertificate == true)
            factory.AuthMechanisms = [new ExternalMechanismFactory()];
        return new BrokerAddress(nodes, factory, tls, options.ConnectTimeout);
    }

    /// <summary>Connects to one of the nodes, the first that answers in a random order.</summary>
    /// <exception cref="IOException">None does; the message says why and names no secret.</exception>
    internal async Task<IConnection> Connect(string name, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(limit * (Nodes.Count + 1));
        var endpoints = Nodes.Select(node => new AmqpTcpEndpoint(
            node.Host, node.Port, tls?.For(node.Host) ?? new SslOption()));
        try
        {
            return await factory.CreateConnectionAsync(endpoints, name, end.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var nodes = string.Join(", ", Nodes.Select(node => $"{node.Host}:{node.Port}"));
            throw new IOException($"RabbitMQ can't be reached at {nodes}: {Reason(e)}", e);
        }
    }

    // What lies at the bottom says it: a refused connection, a refused user, a certificate.
    private static string Reason(Exception e) => e switch
    {
        AggregateException { InnerExceptions.Count: > 0 } all => Reason(all.InnerExceptions[0]),
        { InnerException: { } inner } => Reason(inner),
        _ => e.Message,
    };

    private static List<(string Host, int Port)> Hosts(string? text, int defaultPort)
    {
        var hosts = new List<(string, int)>();
        foreach (var node in (text ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate($"amqp://{node}", UriKind.Absolute, out var uri) || uri.Host.Length == 0
                || uri.UserInfo.Length > 0 || uri.AbsolutePath is not ("/" or ""))
                throw Unreadable(node.Contains('@', StringComparison.Ordinal) ? "one of the hosts contains an '@'" : $"'{node}' is not a host");
            hosts.Add((uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : defaultPort));
        }

        return hosts.Count > 0 ? hosts : throw Unreadable("it has no host");
    }

    // Not with the text, nor with the exception that may quote it: it contains a password.
    private static PlatformException Unreadable(string why) => new(
        "TDP0391", $"The address of RabbitMQ can't be read: {why}. Write the connection string 'messages-rabbitmq' as "
        + "amqps://user:password@host:5671/virtual-host (special characters percent-encoded), or as "
        + "host=…;virtualHost=…;userName=…;password=…;useTls=true.");

    /// <summary>What a connection string says.</summary>
    private sealed record Given
    {
        private static readonly string[] Known = ["host", "port", "virtualhost", "username", "password", "usetls"];

        internal string? Hosts { get; private init; }

        internal string? VirtualHost { get; private init; }

        internal string? UserName { get; private init; }

        internal string? Password { get; private init; }

        internal bool? Tls { get; private init; }

        internal static Given Read(string text) =>
            text.Contains("://", StringComparison.Ordinal) && !text.Contains(";host=", StringComparison.OrdinalIgnoreCase)
                && !text.StartsWith("host=", StringComparison.OrdinalIgnoreCase)
                ? OfUri(text)
                : OfPairs(text);

        private static Given OfUri(string text)
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
                throw Unreadable("it is not a URI of the scheme amqp or amqps");
            if (uri.Segments.Length > 2 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
                throw Unreadable("the virtual host is one segment of the path, and nothing follows it");
            var user = uri.UserInfo.Split(':', 2);
            return new Given
            {
                Hosts = uri.Port > 0 ? $"{uri.Host}:{uri.Port}" : uri.Host,
                VirtualHost = uri.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(uri.AbsolutePath[1..]) : null,
                UserName = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
                Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
                Tls = uri.Scheme == "amqps",
            };
        }

        private static Given OfPairs(string text)
        {
            var pairs = new DbConnectionStringBuilder();
            try
            {
                pairs.ConnectionString = text;
            }
            catch (ArgumentException)
            {
                throw Unreadable("it is neither a URI nor a list of settings");
            }

            if (pairs.Keys.Cast<string>().FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
                throw Unreadable($"'{unknown}' is not a setting");
            var port = Value("port");
            if (port is not null && (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0))
                throw Unreadable("the port is not a number from 1 to 65535");
            if (Value("usetls") is { } useTls && !bool.TryParse(useTls, out _))
                throw Unreadable("useTls is neither true nor false");
            var hosts = Value("host")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new Given
            {
                Hosts = hosts is null ? null : string.Join(';', hosts.Select(host => port is null || HasPort(host) ? host : $"{host}:{port}")),
                VirtualHost = Value("virtualhost"),
                UserName = Value("username"),
                Password = Value("password"),
                Tls = Value("usetls") is { } tls ? bool.Parse(tls) : null,
            };

            string? Value(string key) => pairs.TryGetValue(key, out var value) && value is string { Length: > 0 } said ? said : null;
        }

        private static bool HasPort(string host) => host.LastIndexOf(':') > host.LastIndexOf(']');
    }
}
