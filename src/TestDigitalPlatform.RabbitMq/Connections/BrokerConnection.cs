using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace TestDigitalPlatform.RabbitMq.Connections;

/// <summary>One connection to the broker, opened when it is needed and again after it was lost.</summary>
/// <remarks>
/// It never waits and repeats by itself: the loops that publish and receive do, with a pause that grows to 10 seconds and
/// is different for each node.
/// </remarks>
internal sealed class BrokerConnection(BrokerAddress address, string name, string purpose, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    // A broker that was just started accepts connections before its quorum queues have leaders, and RabbitMQ 3.10
    // never elects that of a queue which is used before.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1);
    private IConnection? current;
    private volatile string? blocked;
    private volatile bool wasAway;

    internal bool IsOpen => current is { IsOpen: true };

    /// <summary>Why the broker accepts no messages; <see langword="null"/> while it does.</summary>
    internal string? Blocked => blocked;

    /// <exception cref="IOException">The broker can't be reached.</exception>
    internal async Task<IConnection> Get(CancellationToken cancellationToken)
    {
        if (current is { IsOpen: true } open)
            return open;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { IsOpen: true } opened)
                return opened;
            await Close();
            var connection = await Connect(cancellationToken);
            connection.ConnectionShutdownAsync += Lost;
            connection.ConnectionBlockedAsync += IsBlocked;
            connection.ConnectionUnblockedAsync += IsUnblocked;
            current = connection;
            RabbitMqLog.Connected(logger, connection.Endpoint.HostName, connection.Endpoint.Port, purpose);
            return connection;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Gives the connection up, so that whoever comes next gets a new one.</summary>
    internal async Task Drop()
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            await Close();
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Drop();
        gate.Dispose();
    }

    private async Task<IConnection> Connect(CancellationToken cancellationToken)
    {
        IConnection connection;
        try
        {
            connection = await address.Connect(name, cancellationToken);
        }
        catch (IOException)
        {
            wasAway = true;
            throw;
        }

        if (!wasAway)
            return connection;
        // Once: whoever gives up meanwhile connects at once the next time.
        wasAway = false;
        try
        {
            await Task.Delay(Settling, cancellationToken);
            return connection;
        }
        catch (OperationCanceledException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task Close()
    {
        if (current is not { } connection)
            return;
        (current, blocked) = (null, null);
        connection.ConnectionShutdownAsync -= Lost;
        // Without exceptions, whatever state it is in.
        await connection.AbortAsync(CloseLimit);
        await connection.DisposeAsync();
    }

    private Task Lost(object sender, ShutdownEventArgs e)
    {
        wasAway = true;
        if (e.Initiator != ShutdownInitiator.Application)
            RabbitMqLog.Lost(logger, purpose, $"{e.ReplyCode} {e.ReplyText}");
        return Task.CompletedTask;
    }

    private Task IsBlocked(object sender, ConnectionBlockedEventArgs e)
    {
        blocked = e.Reason;
        RabbitMqLog.Blocked(logger, e.Reason);
        return Task.CompletedTask;
    }

    private Task IsUnblocked(object sender, AsyncEventArgs e)
    {
        blocked = null;
        RabbitMqLog.Unblocked(logger);
        return Task.CompletedTask;
    }
}
