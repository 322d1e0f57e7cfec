using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Settings;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.InProcess;

/// <summary>
/// Carries out messages of the service itself. All work without a request passes here: hosted services, and what is
/// caused by events.
/// </summary>
internal sealed class MessageGate(
    InProcessOperations operations, Pipelines pipelines, IMessageLimits limits, IServiceScopeFactory scopes,
    SettingsCache? settings = null) : IDisposable
{

    private readonly SemaphoreSlim places = new(IPlatformSender.MaxConcurrent);

    internal InProcessOperations Operations { get; } = operations;

    public void Dispose() => places.Dispose();

    /// <summary>The settings in force for a customer.</summary>
    internal async Task<TSettings> Settings<TSettings>(CustomerId? customer, CancellationToken cancellationToken)
        where TSettings : class, new()
    {
        var values = settings is null ? SettingsValues.None : await settings.For(customer, cancellationToken);
        return values.Get<TSettings>();
    }

    internal async Task<TAnswer> Run<TAnswer>(
        object message, ServiceIdentity identity, CustomerId? customer, string? key,
        CancellationToken cancellationToken)
    {
        CheckKey(key);
        var operation = Find<TAnswer>(message.GetType(), identity);
        if (limits.ErrorsOf(message) is { Count: > 0 } errors)
            throw new InvalidInputException([.. errors]);
        await places.WaitAsync(cancellationToken);
        try
        {
            // Under the trace of whatever caused it.
            using var span = PlatformTelemetry.Message(operation.Operation.Name, identity.User, customer);
            await using var scope = scopes.CreateAsyncScope();
            return await operation.Run(
                message, identity.As(customer), key, pipelines, scope.ServiceProvider, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private InProcessOperation<TAnswer> Find<TAnswer>(Type message, ServiceIdentity identity) =>
        identity.Messages.Contains(message) && Operations.Find(message) is InProcessOperation<TAnswer> operation
            ? operation
            : throw new PlatformException("TDP0361", $"'{identity.User}' may not send '{message.Name}': its "
                + "[ServiceIdentity] does not name it. Add typeof(" + message.Name + ") there, if it is meant to.");

    private static void CheckKey(string? key)
    {
        if (key is not null && !IdempotencyKeys.IsKey(key))
            throw new ArgumentException(IdempotencyKeys.Rule, nameof(key));
    }
}
