using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.InProcess;

/// <summary>Sends messages as one identity, for one customer or for none.</summary>
internal class PlatformSender(MessageGate gate, ServiceIdentity identity, CustomerId? customer) : IPlatformSender
{
    public CustomerId? Customer { get; } = customer;

    public Task<TAnswer> Send<TAnswer>(
        ICommand<TAnswer> command, string? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return gate.Run<TAnswer>(command, identity, Customer, key, cancellationToken);
    }

    public Task<TAnswer> Query<TAnswer>(IQuery<TAnswer> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return gate.Run<TAnswer>(query, identity, Customer, null, cancellationToken);
    }

    public Task<TSettings> Settings<TSettings>(CancellationToken cancellationToken = default)
        where TSettings : class, new() => gate.Settings<TSettings>(Customer, cancellationToken);
}

/// <summary>The sender that a class with a service identity takes.</summary>
internal sealed class PlatformSender<TWorker>(MessageGate gate, Database database, CustomerWalk customers, ILogger<TWorker> logger)
    : IPlatformSender<TWorker>
{
    private readonly ServiceIdentity identity = ServiceIdentity.Of(typeof(TWorker), database.Service, gate.Operations);

    public CustomerId? Customer => null;

    public Task<TAnswer> Send<TAnswer>(
        ICommand<TAnswer> command, string? key = null, CancellationToken cancellationToken = default) =>
        new PlatformSender(gate, identity, null).Send(command, key, cancellationToken);

    public Task<TAnswer> Query<TAnswer>(IQuery<TAnswer> query, CancellationToken cancellationToken = default) =>
        new PlatformSender(gate, identity, null).Query(query, cancellationToken);

    public Task<TSettings> Settings<TSettings>(CancellationToken cancellationToken = default)
        where TSettings : class, new() => gate.Settings<TSettings>(null, cancellationToken);

    public IPlatformSender For(CustomerId customer) => new PlatformSender(gate, identity, customer);

    public async Task<CustomerRun> ForEachCustomer(
        Func<IPlatformSender, CancellationToken, Task> work, int atOnce = 4,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atOnce, IPlatformSender.MaxConcurrent);
        var (done, failed) = (0, 0);
        try
        {
            await Parallel.ForEachAsync(
                customers.All(cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
                async (customer, stop) =>
                {
                    if (await Survives(work, customer, stop))
                        Interlocked.Increment(ref done);
                    else
                        Interlocked.Increment(ref failed);
                });
            return new CustomerRun(done, failed, IsComplete: true);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            InProcessLog.RunEndedEarly(logger, identity.User.Value, done + failed, e);
            return new CustomerRun(done, failed, IsComplete: false);
        }
    }

    // One customer's trouble must not keep the others from their turn.
    private async Task<bool> Survives(
        Func<IPlatformSender, CancellationToken, Task> work, CustomerId customer, CancellationToken cancellationToken)
    {
        try
        {
            await work(For(customer), cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (RefusedException e)
        {
            InProcessLog.CustomerRefused(logger, identity.User.Value, customer.Value, e.Refusal.Code);
            return false;
        }
        catch (Exception e)
        {
            InProcessLog.CustomerFailed(logger, identity.User.Value, customer.Value, e);
            return false;
        }
    }
}
