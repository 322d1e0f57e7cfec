using Items;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform("items").AddRabbitMq();
var app = builder.Build();
app.MapPlatform();
app.MapProbe();
await app.RunAsync();
