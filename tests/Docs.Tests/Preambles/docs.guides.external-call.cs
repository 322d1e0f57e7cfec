global using Microsoft.AspNetCore.Builder;
global using Microsoft.Extensions.DependencyInjection;
global using System.Net;
global using System.Net.Http.Json;
global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

public sealed record OrderPlaced(OrderId Order, CustomerId Customer, string Card, decimal Amount) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

public sealed record OrderPaid(OrderId Order, CustomerId Customer, string Number) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

internal sealed class BookCourierHandler : IExternalCallHandler<BookCourier, Nothing>
{
    public Task<Nothing> Run(BookCourier call, ExternalCallContext context, CancellationToken cancellationToken) =>
        Task.FromResult(default(Nothing));
}

internal static class OrdersService
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("orders");
        builder.Services.AddSingleton(new PaymentProvider(new HttpClient()));
        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}
