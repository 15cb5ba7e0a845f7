import Program

PasboksCommand<BoxEdition>.begin()
