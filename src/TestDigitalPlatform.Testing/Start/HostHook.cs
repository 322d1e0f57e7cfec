using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TestDigitalPlatform.Testing.Start;

/// <summary>Adds to a service's dependencies while its own code builds it, so that it needs no door for
/// tests.</summary>
/// <remarks>
/// A host tells that it is about to be built, and hands over its builder, through the diagnostic source that the
/// framework's own tools hook into (<c>Microsoft.Extensions.Hosting</c>, event <c>HostBuilding</c>).
/// </remarks>
internal sealed class HostHook : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    // The event comes on the thread that builds; hosts that others build meanwhile are none of ours.
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly Action<IServiceCollection> configure;
    private readonly List<IDisposable> subscriptions = [];
    private bool listening;

    private HostHook(Action<IServiceCollection> configure) => this.configure = configure;

    internal static WebApplication Build(
        Func<string[], WebApplication> create, string[] arguments, Action<IServiceCollection> configure)
    {
        using var hook = new HostHook(configure);
        hook.subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(hook));
        // Subscribing replays the listeners of all hosts before.
        hook.listening = true;
        return create(arguments);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (listening && Environment.CurrentManagedThreadId == thread && value.Name == "Microsoft.Extensions.Hosting")
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            builder.ConfigureServices((_, services) => configure(services));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }
}
