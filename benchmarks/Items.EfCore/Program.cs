using Items;
using Items.Authentication;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddDbContextPool<ItemsContext>(
    options => options.UseNpgsql(builder.Configuration.GetConnectionString("items")));
var tokens = builder.AddTokens();
var app = builder.Build();
tokens.Use(app);
app.MapGet("/items", ItemEndpoints.List);
app.MapGet("/items/{id:guid}", ItemEndpoints.Get);
app.MapPost("/items", ItemEndpoints.Add);
app.MapProbe();
await app.RunAsync();
