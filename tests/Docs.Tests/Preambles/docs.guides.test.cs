global using System.Net;
global using System.Text.Json;
global using System.Net.Http.Json;
global using Requests;
global using Requests.Contracts;
global using Requests.Contracts.Events;
global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

#pragma warning disable TDP1003 // The contracts are another service's, which handles them.
[Get("/stock/{article}"), Allow]
public sealed record GetStock(Guid Article) : IQuery<Stock>;

public sealed record Stock(Guid Article, int Left);

[Post("/stock/{article}/reservations"), Allow]
public sealed record ReserveStock(Guid Article) : ICommand;
#pragma warning restore TDP1003

internal class PageScope
{
    protected static readonly TestService service = null!;
}
