global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

/// <summary>Orders an invoice.</summary>
[Post("/invoices"), Allow(Role.CustomerUser)]
public sealed record OrderInvoice([Length(1, 50)] string Invoice) : ICommand;

internal sealed class OrderInvoiceHandler : ICommandHandler<OrderInvoice, Nothing>
{
    public static Decision<Nothing> Decide(OrderInvoice command, CommandContext context) => Decision.Accept();
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
