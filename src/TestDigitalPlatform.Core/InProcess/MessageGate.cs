using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Calls;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Operations;
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

    internal Task<TAnswer> Run<TAnswer>(
        object message, ServiceIdentity identity, CustomerId? customer, string? key,
        CancellationToken cancellationToken)
    {
        var operation = Find<InProcessOperation<TAnswer>>(message.GetType(), identity);
        return Run(
            message, operation, identity, customer, key,
            services => operation.Run(message, identity.As(customer), new(key), pipelines, services, cancellationToken),
            cancellationToken);
    }

    /// <summary>Carries out a message whose answer's type nobody knows here.</summary>
    /// <returns>The answer; <see langword="null"/> for <see cref="Nothing"/>.</returns>
    internal Task<object?> RunAny(
        object message, ServiceIdentity identity, CustomerId? customer, Attempt attempt, CancellationToken cancellationToken)
    {
        var operation = Find<InProcessOperation>(message.GetType(), identity);
        return Run(
            message, operation, identity, customer, attempt.Key,
            services => operation.RunAny(message, identity.As(customer), attempt, pipelines, services, cancellationToken),
            cancellationToken);
    }

    private async Task<T> Run<T>(
        object message, InProcessOperation operation, ServiceIdentity identity, CustomerId? customer, string? key,
        Func<IServiceProvider, Task<T>> run, CancellationToken cancellationToken)
    {
        CheckKey(key);
        if (limits.ErrorsOf(message) is { Count: > 0 } errors)
            throw new InvalidInputException([.. errors]);
        await places.WaitAsync(cancellationToken);
        try
        {
            // Under the trace of whatever caused it.
            using var span = PlatformTelemetry.Message(operation.Operation.Name, identity.User, customer);
            await using var scope = scopes.CreateAsyncScope();
            return await run(scope.ServiceProvider);
        }
        finally
        {
            places.Release();
        }
    }

    private T Find<T>(Type message, ServiceIdentity identity)
        where T : InProcessOperation =>
        identity.Messages.Contains(message) && Operations.Find(message) is T operation
            ? operation
            : throw new PlatformException("TDP0361", $"'{identity.User}' may not send '{message.Name}': its "
                + "[ServiceIdentity] does not name it. Add typeof(" + message.Name + ") there, if it is meant to.");

    private static void CheckKey(string? key)
    {
        if (key is not null && !IdempotencyKeys.IsKey(key))
            throw new ArgumentException(IdempotencyKeys.Rule, nameof(key));
    }
}
