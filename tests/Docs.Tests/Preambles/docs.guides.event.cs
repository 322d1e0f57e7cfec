global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

public sealed record FeeCharged(CustomerId Customer, decimal Fee, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}

public sealed record AccountOpened(CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}

public sealed record AccountNamed(CustomerId Customer, string Name) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}

public sealed record AccountClosed(CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}

public static class BillingService
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("billing");

        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}
